import { describe, expect, it } from 'vitest'
import { buildDistrict } from './buildDistrict.ts'
import { UNITS } from './units.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const { events } = buildDistrict({ seed: 'qinglian', now: NOW })
interface Fact { subject: string, kind: string, parent: string, dueAt: string, session: string, attended: string[], expected: string[], exam: string, staffNo: string, passed: boolean }
const dataOf = (type: string): Fact[] => events.filter(event => event.type === `qinglian.${type}`).map(event => ({ ...event.data, subject: event.subject }) as unknown as Fact)
const held = dataOf('study.session-held')
const planned = dataOf('study.session-planned')

describe('a year of study', () => {
  it('has a branch and a group in each unit, under one general branch', () => {
    const orgs = dataOf('org.party-declared')
    expect(orgs.filter(org => org.kind === 'branch').map(org => org.subject)).toEqual(UNITS.map(unit => unit.code))
    expect(orgs.filter(org => org.kind === 'group' && org.parent === `DZB-${org.subject}`)).toHaveLength(UNITS.length)
    expect(orgs.filter(org => org.kind === 'general_branch')).toHaveLength(1)
  })

  it('plans each party meeting of each unit in its rhythm, and holds nearly all', () => {
    const inAugust = planned.filter(session => session.subject === 'shouyi' && session.dueAt.startsWith('2026-08'))
    // August is the second month of its quarter: no assembly, but the lesson.
    expect(inAugust.map(session => session.kind).sort()).toEqual(['branch_committee', 'group_meeting', 'party_lesson', 'political_study_day', 'theme_party_day'])
    const past = planned.filter(session => Date.parse(session.dueAt) < Date.parse('2026-11-01T00:00:00Z'))
    const ids = new Set(held.map(session => session.session))
    const share = past.filter(session => ids.has(session.session)).length / past.length
    expect([share > 0.9, share < 1]).toEqual([true, true])
  })

  it('is attended by nearly all who were expected, and by nobody else', () => {
    const strangers = held.flatMap(session => session.attended.filter(person => !session.expected.includes(person)))
    const sum = (list: 'expected' | 'attended') => held.reduce((total, session) => total + session[list].length, 0)
    expect(strangers).toEqual([])
    expect([sum('attended') / sum('expected') > 0.95, sum('attended') < sum('expected')]).toEqual([true, true])
  })

  it('trains the whole district twice, and examines everybody each quarter', () => {
    expect(held.filter(session => session.kind === 'discipline_training' && session.subject === 'wuchang')).toHaveLength(4)
    const autumn = dataOf('study.exam-taken').filter(exam => exam.exam === 'EX-2026Q3')
    expect(new Set(autumn.map(exam => exam.staffNo)).size).toBeGreaterThan(80)
    expect(autumn.some(exam => exam.passed === false)).toBe(true)
  })
})
