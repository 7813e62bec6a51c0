import { expect, it } from 'vitest'
import { INDICATOR_CODES } from '../config/indicators.ts'
import { EMPTY_PART } from '../parts/part.ts'
import { CODE_PREFIXES, INDICATOR_SUBJECTS, indicatorsOf, isCodeOf, subjectOfCode } from './indicatorsOf.ts'

it('each indicator belongs to one subject', () => {
  expect(INDICATOR_CODES.filter(code => INDICATOR_SUBJECTS.filter(subject => isCodeOf(subject, code)).length !== 1)).toEqual([])
  expect(subjectOfCode('nothing.of_ours')).toBeUndefined()
})

it('no beginning of one subject\'s codes is one of another\'s', () => {
  const all = [...CODE_PREFIXES].flatMap(([subject, prefixes]) => prefixes.map(prefix => ({ subject, prefix })))
  expect(all.filter(one => all.some(other => other !== one && other.prefix.startsWith(one.prefix)))).toEqual([])
})

it('what a subject makes of a total are codes of its own', () => {
  const kinds = { isIntegrityTag: () => false, pledgeType: () => undefined, rule: () => undefined }
  for (const subject of INDICATOR_SUBJECTS)
    expect([...indicatorsOf(subject, EMPTY_PART, kinds).keys()].filter(code => subjectOfCode(code) !== subject)).toEqual([])
})
