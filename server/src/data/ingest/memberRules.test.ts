import { EVENT_BY_TYPE } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { createDays } from '../../model/calendar/days.ts'
import { eventType } from './eventTypes.ts'

const about = { subject: 'shouyi', parseDay: createDays('Asia/Shanghai').parse }

/** Where the example of a type is wrong with these members changed; an undefined one is left out. */
function pointerOf(name: string, members: Record<string, unknown>): string | undefined {
  const type = `qinglian.${name}`
  const data = Object.entries({ ...EVENT_BY_TYPE.get(type)!.example, ...members }).filter(([, value]) => value !== undefined)
  return eventType(type)!.problemOf(Object.fromEntries(data), about)?.pointer
}

const person = { list: 'personal_review', staffNo: 'S-001', basis: undefined, riskPoint: undefined, riskGrade: undefined, measure: undefined }

it.each<[string, string, Record<string, unknown>, string | undefined]>([
  // A day begins at midnight in Shanghai, which is 16:00 UTC of the day before.
  ['a party organisation that ends when it begins', 'org.party-declared', { since: '2026-01-02', until: '2026-01-01T16:00:00Z' }, '/data/until'],
  ['a party organisation of a millisecond', 'org.party-declared', { since: '2026-01-02', until: '2026-01-01T16:00:00.001Z' }, undefined],
  ['a party organisation below itself', 'org.party-declared', { org: 'P-01', parent: 'P-01' }, '/data/parent'],
  ['a party organisation at the top', 'org.party-declared', { parent: undefined }, undefined],
  ['a talk with oneself, planned', 'talk.planned', { talker: 'S-1', talkee: 'S-1' }, '/data/talkee'],
  ['a talk with oneself, held', 'talk.held', { talker: 'S-1', talkee: 'S-1' }, '/data/talkee'],
  ['a talk to be followed up before it is held', 'talk.held', { heldAt: '2026-11-20T16:00:00+08:00', followUpDueAt: '2026-11-20T07:59:59Z' }, '/data/followUpDueAt'],
  ['a talk to be followed up at once', 'talk.held', { heldAt: '2026-11-20T16:00:00+08:00', followUpDueAt: '2026-11-20T08:00:00Z' }, undefined],
  ['a talk without follow-up', 'talk.held', { followUpDueAt: undefined }, undefined],
  ['a family to be visited again before the visit', 'visit.made', { visitedAt: '2026-10-17T10:00:00+08:00', revisitDueAt: '2026-10-17T09:59:59+08:00' }, '/data/revisitDueAt'],
  ['a rating that follows itself', 'evaluation.submitted', { evaluation: 'EV-1', previousEvaluation: 'EV-1' }, '/data/previousEvaluation'],
  ['a rating that follows another', 'evaluation.submitted', { evaluation: 'EV-2', previousEvaluation: 'EV-1' }, undefined],
  ['a complaint due before it came', 'complaint.received', { at: '2026-11-16T09:00:00+08:00', dueAt: '2026-11-16T08:59:59+08:00' }, '/data/dueAt'],
  ['a person in a list of powers', 'list.item-published', { ...person, list: 'micro_power' }, '/data/staffNo'],
  ['a person in the list of personal reviews', 'list.item-published', person, undefined],
  ['a personal review of nobody in particular, with its basis', 'list.item-published', { list: 'personal_review', staffNo: undefined }, undefined],
  ['a person with a basis', 'list.item-published', { ...person, basis: 'x' }, '/data/basis'],
  ['a person with a risk', 'list.item-published', { ...person, riskPoint: 'x' }, '/data/riskPoint'],
  ['a person with a grade', 'list.item-published', { ...person, riskGrade: 'high' }, '/data/riskGrade'],
  ['a person with a measure', 'list.item-published', { ...person, measure: 'x' }, '/data/measure'],
  ['somebody who came unasked', 'study.session-held', { expected: ['S-1'], attended: ['S-1', 'S-2'] }, undefined],
  ['somebody listed twice', 'study.session-held', { attended: ['S-1', 'S-1'] }, '/data/attended'],
  ['a dimension beyond 5', 'evaluation.submitted', { dimensions: { attitude: 6 } }, '/data/dimensions/attitude'],
  ['a dimension that is no code', 'evaluation.submitted', { dimensions: { 态度: 5 } }, '/data/dimensions/态度'],
])('%s', (_, name, members, pointer) => {
  expect(pointerOf(name, members)).toBe(pointer)
})

it('says in words what a list may not hold', () => {
  const { type, example } = EVENT_BY_TYPE.get('qinglian.study.session-held')!
  expect(eventType(type)!.problemOf({ ...example, attended: ['S-1', 'S-1'] }, about)).toEqual({ pointer: '/data/attended', detail: 'attended 不能有重复的项' })
})
