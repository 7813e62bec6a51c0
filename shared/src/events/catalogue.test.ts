import type { TSchema } from '../primitives.ts'
import type { EventDefinition } from './envelope.ts'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import * as shared from '../index.ts'
import { ALERT_STEPS } from './alertSteps.ts'
import { EVENT_BY_TYPE, EVENTS } from './catalogue.ts'

const each = EVENTS.map(event => [event.type.slice('qinglian.'.length), event] as const)
const named = (name: string): EventDefinition => EVENT_BY_TYPE.get(`qinglian.${name}`)!

/** Whether the example of a type is still good with these members changed; an undefined one is left out. */
function takes(name: string, members: Record<string, unknown> = {}): boolean {
  const { data, example } = named(name)
  return Value.Check(data, Object.fromEntries(Object.entries({ ...example, ...members }).filter(([, value]) => value !== undefined)))
}

/** A schema at every depth with its path; `name.*` stands for the names of a record, `name.{}` for its values. */
function walk(schema: TSchema, path = ''): [string, TSchema][] {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = schema as { properties?: Record<string, TSchema>, patternProperties?: Record<string, TSchema>, items?: TSchema, anyOf?: TSchema[] }
  return [
    [path, schema],
    ...Object.entries(properties).flatMap(([name, inner]) => walk(inner, path === '' ? name : `${path}.${name}`)),
    ...Object.entries(patternProperties).flatMap(([pattern, inner]) => [[`${path}.*`, { type: 'string', pattern }] as [string, TSchema], ...walk(inner, `${path}.{}`)]),
    ...(items === undefined ? [] : walk(items, `${path}[]`)),
    ...anyOf.flatMap(inner => walk(inner, path)),
  ]
}

const strings = ({ data }: EventDefinition) => walk(data).filter(([, schema]) => 'type' in schema && schema.type === 'string' && !('enum' in schema))
const freeTexts = (event: EventDefinition) => strings(event).filter(([, schema]) => !('pattern' in schema) && !('format' in schema)).map(([path]) => path)

describe('the catalogue', () => {
  it('holds every definition there is, once', () => {
    const defined = Object.values(shared).filter(value => typeof value === 'object' && 'factKey' in value)
    expect(new Set(EVENTS)).toEqual(new Set(defined))
    expect(EVENT_BY_TYPE.size).toBe(EVENTS.length)
  })

  it.each(each)('%s is named, told in Chinese, and good by its own example', (_, { type, title, data, example }) => {
    expect(type).toMatch(/^qinglian\.[a-z]+\.[a-z]+(-[a-z]+)*$/)
    expect(title).toMatch(/^[\u4E00-\u9FFF\d].*[^。]$/)
    expect([...Value.Errors(data, example)]).toEqual([])
  })

  it.each(each)('%s refuses what it does not know, at every depth', (_, { data }) => {
    const open = walk(data).filter(([, schema]) => 'type' in schema && schema.type === 'object' && !('additionalProperties' in schema && schema.additionalProperties === false))
    expect(open.map(([path]) => path)).toEqual([])
  })

  it.each(each)('%s is told apart by members that are always there, but for since', (_, { data, factKey }) => {
    expect(factKey).not.toEqual([])
    expect(factKey.filter(member => member !== 'since' && !data.required?.includes(member))).toEqual([])
    expect(factKey.filter(member => !Object.hasOwn(data.properties, member))).toEqual([])
  })

  // domain.md §2, the members in bold, and the merge rule where it is not `replace`.
  it.each([
    ['org.party-declared', 'org'],
    ['org.retailer-declared', 'retailer'],
    ['pledge.fulfilment-reviewed', 'campaign, review'],
    ['discipline.violation-confirmed', 'violation'],
    ['list.item-published', 'list, item'],
    ['list.item-reviewed', 'list, item'],
    ['list.item-retired', 'list, item'],
    ['list.power-exercised', 'exercise'],
    ['list.power-confirmed', 'exercise'],
    ['duty.task-assigned', 'task'],
    ['duty.task-done', 'task'],
    ['study.session-planned', 'session'],
    ['study.session-held', 'session'],
    ['study.exam-taken', 'exam, staffNo'],
    ['study.red-activity-held', 'activity'],
    ['culture.activity-held', 'activity'],
    ['talk.planned', 'talk'],
    ['talk.held', 'talk'],
    ['talk.followed-up', 'talk'],
    ['visit.made', 'visit'],
    ['visit.followed-up', 'visit'],
    ['selfcheck.submitted', 'line, period'],
    ['meeting.joint-planned', 'meeting'],
    ['meeting.joint-held', 'meeting'],
    ['evaluation.submitted', 'evaluation'],
    ['evaluation.handled', 'evaluation'],
    ['complaint.received', 'complaint'],
    ['complaint.accepted', 'complaint'],
    ['complaint.closed', 'complaint'],
    ['complaint.reopened', 'complaint'],
    ['appreciation.received', 'appreciation'],
    ['honour.awarded', 'honour'],
    ['licence.submitted', 'case'],
    ['licence.accepted', 'case'],
    ['licence.correction-asked', 'case, at', 'set'],
    ['licence.paused', 'case, at', 'set'],
    ['licence.resumed', 'case, at', 'set'],
    ['licence.extended', 'case'],
    ['licence.checked', 'case'],
    ['licence.decided', 'case'],
    ['licence.delivered', 'case'],
    ['licence.withdrawn', 'case'],
    ['kiosk.heartbeat', 'kiosk', 'or'],
    ['kiosk.session-completed', 'session'],
    ['scenario.stage-changed', 'scenario'],
    ['scenario.used', 'scenario, at', 'set'],
    ['challenge.posted', 'posting'],
    ['challenge.claimed', 'posting'],
    ['challenge.delivered', 'posting'],
    ['challenge.accepted', 'posting'],
    ...ALERT_STEPS.map(({ type }) => [type.slice('qinglian.'.length), 'alert, at', 'set']),
  ])('%s is one fact by %s', (name, key, merge = 'replace') => {
    expect([named(name).factKey.join(', '), named(name).merge]).toEqual([key, merge])
  })
})

/** Domains in which nothing written about anybody may be kept (domain.md §6.1). */
const GUARDED = ['talk', 'visit', 'complaint', 'evaluation', 'selfcheck', 'discipline']
const guarded = each.filter(([name]) => GUARDED.includes(name.split('.')[0]!))
/** Ids of upstream systems may be of any form; these are the members that hold one. */
const IDS = ['talk', 'talker', 'talkee', 'visit', 'staffNo', 'complaint', 'evaluation', 'previousEvaluation', 'violation']
const SENTENCE = '零售户张三反映李四收了两条烟'

describe('what must never be kept', () => {
  it('is looked for in all of the domains', () => {
    expect(new Set(guarded.map(([name]) => name.split('.')[0]))).toEqual(new Set(GUARDED))
  })

  it.each(guarded)('%s has no free text', (_, event) => {
    expect(freeTexts(event)).toEqual([])
  })

  it.each(guarded)('%s takes a sentence for nothing but an id', (_, event) => {
    const open = strings(event).filter(([, schema]) => Value.Check(schema, SENTENCE)).map(([path]) => path)
    expect(open.filter(path => !IDS.includes(path))).toEqual([])
  })

  it('each free text of the catalogue is known here: names and reasons, nothing about what a person did', () => {
    expect(each.flatMap(([name, event]) => freeTexts(event).map(path => `${name} ${path}`))).toEqual([
      'org.unit-declared name',
      'org.unit-declared shortName',
      'org.staff-declared name',
      'org.party-declared name',
      'source.declared name',
      'source.declared owner',
      'fact.retracted reason',
      'pledge.campaign-opened name',
      'pledge.revoked reason',
      'supervision.task-planned topic',
      'supervision.task-cancelled reason',
      'rectification.returned reason',
      'list.item-published name',
      'list.item-published basis',
      'list.item-published riskPoint',
      'list.item-published measure',
      'duty.task-assigned name',
      'study.session-planned topic',
      'study.session-held topic',
      'study.red-activity-held site',
      'honour.awarded issuer',
      'honour.awarded name',
      'scenario.stage-changed name',
      'challenge.posted title',
      'challenge.posted department',
      'challenge.claimed team',
      'alert.raised object',
      'alert.returned-to-assigner reason',
      'alert.extended reason',
      'alert.review-returned reason',
      'alert.reopened reason',
      'alert.suspended reason',
      'alert.cancelled reason',
    ])
  })

  it.each([
    ['a licence number', '420106100123', false],
    ['31 digits', 'a'.repeat(31), false],
    ['32 digits', 'a'.repeat(32), true],
    ['64 digits', 'f'.repeat(64), true],
    ['65 digits', 'f'.repeat(65), false],
    ['capitals', 'A'.repeat(32), false],
    ['what is not hex', 'g'.repeat(32), false],
  ])('a retailer is a hash: %s', (_, retailer, isTaken) => {
    expect([takes('org.retailer-declared', { retailer }), takes('evaluation.submitted', { retailer })]).toEqual([isTaken, isTaken])
  })
})

describe('the members of', () => {
  const people = (count: number) => Array.from({ length: count }, (_, i) => `S-${i}`)

  it.each<[string, string, object, boolean]>([
    ['a rating', 'evaluation.submitted', { score: 1 }, true],
    ['a rating of 0', 'evaluation.submitted', { score: 0 }, false],
    ['a rating of 6', 'evaluation.submitted', { score: 6 }, false],
    ['a rating of 4.5', 'evaluation.submitted', { score: 4.5 }, false],
    ['a rating without dimensions and tags', 'evaluation.submitted', { dimensions: {}, tags: [] }, true],
    ['a dimension of 6', 'evaluation.submitted', { dimensions: { attitude: 6 } }, false],
    ['a dimension that is a sentence', 'evaluation.submitted', { dimensions: { [SENTENCE]: 1 } }, false],
    ['a tag that is a sentence', 'evaluation.submitted', { tags: [SENTENCE] }, false],
    ['a tag given twice', 'evaluation.submitted', { tags: ['patient', 'patient'] }, false],
    ['a year of self checks', 'selfcheck.submitted', { period: '2026' }, true],
    ['the last quarter', 'selfcheck.submitted', { period: '2026-Q4' }, true],
    ['a fifth quarter', 'selfcheck.submitted', { period: '2026-Q5' }, false],
    ['the last month', 'selfcheck.submitted', { period: '2026-12' }, true],
    ['a thirteenth month', 'selfcheck.submitted', { period: '2026-13' }, false],
    ['a month of one digit', 'selfcheck.submitted', { period: '2026-1' }, false],
    ['a self check without a find', 'selfcheck.submitted', { issues: 0 }, true],
    ['a self check of a line that is neither', 'selfcheck.submitted', { line: 'other' }, false],
    ['a session to which nobody came', 'study.session-held', { attended: [] }, true],
    ['a session to which somebody came unasked', 'study.session-held', { expected: [], attended: ['S-9'] }, true],
    ['a session of 2,000', 'study.session-held', { expected: people(2_000) }, true],
    ['a session of 2,001', 'study.session-held', { expected: people(2_001) }, false],
    ['a session where one is counted twice', 'study.session-held', { attended: ['S-1', 'S-1'] }, false],
    ['a red activity of names', 'study.red-activity-held', { participants: ['S-1'] }, false],
    ['a talk of all five focuses', 'talk.held', { focus: ['help_work', 'care_life', 'point_out_problem', 'warn_risk', 'set_requirement'] }, true],
    ['a talk with its content', 'talk.held', { content: SENTENCE }, false],
    ['a complaint of which nobody was asked', 'complaint.closed', { substantiated: undefined, satisfied: undefined }, true],
    ['a decision without a decision', 'licence.decided', { decision: undefined }, false],
    ['an application without a matter', 'licence.submitted', { matter: undefined }, false],
    ['an application with the day of expiry', 'licence.submitted', { licenceExpiresAt: '2026-12-31' }, true],
    ['an acceptance that says the matter again', 'licence.accepted', { matter: 'new' }, false],
    ['a party organisation of no unit', 'org.party-declared', { units: [] }, false],
    ['a party organisation of one unit twice', 'org.party-declared', { units: ['shouyi', 'shouyi'] }, false],
    ['a cancellation with nine letters of reason', 'alert.cancelled', { reason: '不是真的误报了呀' }, false],
    ['a cancellation with ten', 'alert.cancelled', { reason: '上游补报，实已按期完成' }, true],
    ['a cancellation without a reason', 'alert.cancelled', { reason: undefined }, false],
    ['a step that does not say by whom', 'alert.signed', { by: undefined }, true],
    ['a report with its content', 'alert.reported', { content: SENTENCE }, false],
    ['a transfer with a sentence', 'alert.transferred', { reference: SENTENCE }, false],
    ['an extension of no day', 'alert.extended', { workingDays: 0 }, false],
    ['an owner who is named', 'list.item-published', { owner: '张三' }, false],
  ])('%s', (_, name, members, isTaken) => {
    expect(takes(name, { ...members })).toBe(isTaken)
  })
})
