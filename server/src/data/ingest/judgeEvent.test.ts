import type { Bench } from './judgeEvent.ts'
import { campaignOpened, EVENTS, findingRaised, sourceDeclared, staffDeclared, taskPlanned, unitDeclared } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { FULL_SCOPE } from '../../access/sourceScope.ts'
import { createDays } from '../../model/calendar/days.ts'
import { readJson } from './jsonBody.ts'
import { judgeEvent } from './judgeEvent.ts'

const NOW = Date.UTC(2026, 10, 23, 2)
const bench: Bench = {
  scope: FULL_SCOPE,
  tree: { isDeclared: unit => unit !== 'new', isWithin: (unit, ancestor) => unit === ancestor || (ancestor === 'wuchang' && unit === 'shouyi') },
  nowMs: NOW,
  parseDay: createDays('Asia/Shanghai').parse,
  isSuspect: true,
}
const signed = {
  specversion: '1.0',
  id: 'e-1',
  source: '/upstream/party',
  type: 'qinglian.pledge.signed',
  subject: 'shouyi',
  time: '2026-01-08T10:00:00+08:00',
  data: { campaign: 'C-1', staffNo: 'S-1', signedAt: '2026-01-08T09:30:00+08:00', method: 'paper' },
}
const signedWith = (data: object) => ({ ...signed, data: { ...signed.data, ...data } })
const eventOf = ({ type, example }: { type: string, example: object }, data: object = {}) => ({ ...signed, type, data: { ...example, ...data } })
const without = (event: object, ...names: string[]) => Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)))
const verdict = (event: unknown, changes: Partial<Bench> = {}) => judgeEvent(event, 0, { ...bench, ...changes })
function faultOf(event: unknown, changes: Partial<Bench> = {}) {
  const found = verdict(event, changes)
  return 'code' in found ? [found.code, found.pointer] : 'valid'
}
const json = (text: string): unknown => readJson(Buffer.from(text))!.value

describe('a valid event', () => {
  it('becomes a statement that keeps what was said', () => {
    expect(judgeEvent({ ...signed, traceparent: '00-1', sampled: true, sequence: 7, dataschema: null, datacontenttype: 'application/json; charset=UTF-8' }, 4, bench)).toEqual({
      index: 4,
      source: '/upstream/party',
      id: 'e-1',
      type: 'qinglian.pledge.signed',
      subject: 'shouyi',
      time: '2026-01-08T10:00:00+08:00',
      timeMs: Date.UTC(2026, 0, 8, 2),
      data: signed.data,
      ext: { traceparent: '00-1', sampled: true, sequence: 7 },
      wide: true,
    })
  })

  it('bears no further attributes where it has none, and is not wide under a key of one unit', () => {
    const statement = verdict(signed, { scope: { ...FULL_SCOPE, unit: 'wuchang' } })
    expect(statement).not.toHaveProperty('ext')
    expect(statement).toHaveProperty('wide', false)
  })

  it.each(EVENTS.filter(event => event.origin === 'upstream').map(event => [event.type, event] as const))('may be the example of %s', (_, event) => {
    const subject = event === unitDeclared ? String(event.example.code) : 'shouyi'
    expect(faultOf({ ...eventOf(event), subject })).toBe('valid')
  })

  it.each([
    ['Z', '2026-01-08T02:00:00Z'],
    ['a zone west of Greenwich', '2026-01-07T21:00:00-05:00'],
    ['29 February of a leap year', '2024-02-29T00:00:00+08:00'],
    ['digits beyond the millisecond', '2026-01-08T10:00:00.123456789+08:00'],
    ['5 minutes ahead of the clock', new Date(NOW + 300_000).toISOString()],
  ])('may state its time with %s', (_, time) => {
    expect(faultOf({ ...signed, time })).toBe('valid')
  })

  it('may hold any text that can be kept, escaped or not', () => {
    const event = json(JSON.stringify(eventOf(campaignOpened, { name: '禁毒\\n𠮷\\ud842' })).replace('\\\\n', '\\n').replace('\\\\ud842', '\\ud842\\udfb7'))
    expect(faultOf(event)).toBe('valid')
    expect(event).toMatchObject({ data: { name: '禁毒\n𠮷𠮷' } })
  })
})

describe('what is not CloudEvents', () => {
  it.each<[string, unknown, string | undefined]>([
    ['null', null, undefined],
    ['an array', [signed], undefined],
    ['a text', 'x', undefined],
    ['an object with nothing in it', {}, '/specversion'],
    ['another version', { ...signed, specversion: '0.3' }, '/specversion'],
    ['a version that is a number', { ...signed, specversion: 1.0 }, '/specversion'],
    ['no id', without(signed, 'id'), '/id'],
    ['a null id', { ...signed, id: null }, '/id'],
    ['an empty id', { ...signed, id: '' }, '/id'],
    ['an id that is a number', { ...signed, id: 7 }, '/id'],
    ['no source', without(signed, 'source'), '/source'],
    ['a source with a blank', { ...signed, source: '/up stream' }, '/source'],
    ['a source with a line break', { ...signed, source: '/up\nstream' }, '/source'],
    ['no type', without(signed, 'type'), '/type'],
    ['an empty type', { ...signed, type: '' }, '/type'],
  ])('%s', (_, event, pointer) => {
    expect(faultOf(event)).toEqual(['event.not-cloudevent', pointer])
  })
})

describe('what is refused for its content', () => {
  const cases: [string, unknown, string, string?][] = [
    ['an id with NUL', { ...signed, id: 'e\0' }, '/id'],
    ['an id with a tab', { ...signed, id: 'e\t1' }, '/id'],
    ['an id with DEL', { ...signed, id: 'e\u007F' }, '/id'],
    ['an id with half a surrogate pair', json(JSON.stringify({ ...signed, id: 'e?' }).replace('?', '\\ud800')), '/id'],
    ['an id of 201 characters', { ...signed, id: 'e'.repeat(201) }, '/id'],
    ['a source of 201 characters', { ...signed, source: `/${'e'.repeat(200)}` }, '/source'],
    ['no subject', without(signed, 'subject'), '/subject'],
    ['a null subject', { ...signed, subject: null }, '/subject'],
    ['a subject in capitals', { ...signed, subject: 'Shouyi' }, '/subject'],
    ['a subject of 41 characters', { ...signed, subject: 's'.repeat(41) }, '/subject'],
    ['a subject with a line break at its end', { ...signed, subject: 'shouyi\n' }, '/subject'],
    ['no time', without(signed, 'time'), '/time'],
    ['a time without offset', { ...signed, time: '2026-01-08T10:00:00' }, '/time'],
    ['a time with an offset of 24 hours', { ...signed, time: '2026-01-08T10:00:00+24:00' }, '/time'],
    ['a time with an offset of 60 minutes', { ...signed, time: '2026-01-08T10:00:00+08:60' }, '/time'],
    ['a time with an offset without colon', { ...signed, time: '2026-01-08T10:00:00+0800' }, '/time'],
    ['29 February of a common year', { ...signed, time: '2026-02-29T10:00:00+08:00' }, '/time'],
    ['a time with too many digits', { ...signed, time: `2026-01-08T10:00:00.${'1'.repeat(30)}+08:00` }, '/time'],
    ['a time that is a number', { ...signed, time: 1_767_837_600 }, '/time'],
    ['a time of 5 minutes and a millisecond ahead', { ...signed, time: new Date(NOW + 300_001).toISOString() }, '/time', 'event.future'],
    ['an unknown type', { ...signed, type: 'qinglian.pledge.sighed' }, '/type', 'event.unknown-type'],
    ['a type named like a member of every object', { ...signed, type: '__proto__' }, '/type', 'event.unknown-type'],
    ['no data', without(signed, 'data'), '/data'],
    ['null as data', { ...signed, data: null }, '/data'],
    ['an array as data', { ...signed, data: [signed.data] }, '/data'],
    ['data in base64', { ...without(signed, 'data'), data_base64: 'e30=' }, '/data'],
    ['data twice, once in base64', { ...signed, data_base64: 'e30=' }, '/data_base64'],
    ['data that says it is XML', { ...signed, datacontenttype: 'application/xml' }, '/datacontenttype'],
    ['data that says it is the number 1', { ...signed, datacontenttype: 1 }, '/datacontenttype'],
    ['data over 64 KiB', signedWith({ campaign: 'x'.repeat(65_536) }), '/data'],
    ['an extension attribute in capitals', { ...signed, traceParent: 'x' }, '/traceParent'],
    ['an extension attribute with a slash', { ...signed, 'a/b~c': 'x' }, '/a~1b~0c'],
    ['an extension attribute that is an object', { ...signed, trace: {} }, '/trace'],
    ['an extension attribute beyond all numbers', json(JSON.stringify({ ...signed, seq: 1 }).replace('"seq":1', '"seq":1e999')), '/seq'],
    ['an extension attribute with NUL', { ...signed, trace: 'a\0' }, '/trace'],
    ['extension attributes over 64 KiB in all', { ...signed, a: 'x'.repeat(40_000), b: 'x'.repeat(40_000) }, '/b'],
    ['a missing member', { ...signed, data: without(signed.data, 'signedAt') }, '/data/signedAt'],
    ['an empty object', { ...signed, data: {} }, '/data/campaign'],
    ['an unknown member', signedWith({ note: 'x' }), '/data/note'],
    ['a typo, by the member that was written', { ...signed, data: { ...without(signed.data, 'signedAt'), signedat: signed.data.signedAt } }, '/data/signedat'],
    ['many unknown members', signedWith(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`x${i}`, i]))), '/data/x0'],
    ['an unknown member named like a path', signedWith({ 'a/b~c': 1 }), '/data/a~1b~0c'],
    ['a member named __proto__', json(JSON.stringify(signed).replace('"data":{', '"data":{"__proto__":{"method":"paper"},')), '/data/__proto__'],
    ['a text that should not be empty', signedWith({ campaign: '' }), '/data/campaign'],
    ['a text that is too long', signedWith({ campaign: 'x'.repeat(101) }), '/data/campaign'],
    ['a number for a text', signedWith({ staffNo: 7 }), '/data/staffNo'],
    ['null for a text', signedWith({ staffNo: null }), '/data/staffNo'],
    ['a word outside the list', signedWith({ method: 'fax' }), '/data/method'],
    ['a date for an instant', signedWith({ signedAt: '2026-01-08' }), '/data/signedAt'],
    ['an instant without offset', signedWith({ signedAt: '2026-01-08T09:30:00' }), '/data/signedAt'],
    ['an instant on 30 February', signedWith({ signedAt: '2026-02-30T09:30:00+08:00' }), '/data/signedAt'],
    ['an object id with a tab', signedWith({ campaign: 'C\t1' }), '/data/campaign'],
    ['a text with NUL', eventOf(taskPlanned, { topic: 'a\0' }), '/data/topic'],
    ['a text with half a surrogate pair', eventOf(taskPlanned, { topic: '\uD842' }), '/data/topic'],
    ['a member name with NUL', signedWith({ 'a\0': 1 }), '/data/a\0'],
    ['a code with a blank', eventOf(findingRaised, { category: 'a b' }), '/data/category'],
    ['a unit code in capitals', eventOf(taskPlanned, { inspectingUnit: 'Jicha' }), '/data/inspectingUnit'],
    ['no signatories', eventOf(campaignOpened, { signatories: {} }), '/data/signatories'],
    ['two kinds of signatories', eventOf(campaignOpened, { signatories: { all: true, lines: ['monopoly'] } }), '/data/signatories'],
    ['an unknown kind of signatories', eventOf(campaignOpened, { signatories: { units: ['a'] } }), '/data/signatories/units'],
    ['all signatories denied', eventOf(campaignOpened, { signatories: { all: false } }), '/data/signatories/all'],
    ['an unknown line', eventOf(campaignOpened, { signatories: { lines: ['monopoly', 'sales'] } }), '/data/signatories/lines/1'],
    ['an empty list', eventOf(campaignOpened, { signatories: { staffNos: [] } }), '/data/signatories/staffNos'],
    ['a list over 64 KiB', eventOf(campaignOpened, { signatories: { staffNos: Array.from({ length: 2_000 }, (_, i) => `${'工'.repeat(12)}${i}`) } }), '/data'],
    ['a cadence of half a second', eventOf(sourceDeclared, { everySec: 0.5 }), '/data/everySec'],
    ['a cadence of no time', eventOf(sourceDeclared, { everySec: 0 }), '/data/everySec'],
    ['a unit under another subject', eventOf(unitDeclared, { code: 'elsewhere' }), '/data/code'],
    ['a unit as its own parent', eventOf(unitDeclared, { code: 'shouyi', parent: 'shouyi' }), '/data/parent'],
    ['a unit that ends when it begins', eventOf(unitDeclared, { since: '2026-01-01', until: '2026-01-01T00:00:00+08:00' }), '/data/until'],
    ['a person who leaves before coming', eventOf(staffDeclared, { since: '2026-01-02', until: '2026-01-01' }), '/data/until'],
    ['a campaign due before it opens', eventOf(campaignOpened, { openAt: '2026-01-02T00:00:00+08:00', dueAt: '2026-01-01T23:59:59+08:00' }), '/data/dueAt'],
    ['a finding due before it is raised', eventOf(findingRaised, { raisedAt: '2026-01-02T00:00:00+08:00', dueAt: '2026-01-01T23:59:59+08:00' }), '/data/dueAt'],
  ]
  it.each(cases)('%s', (...[, event, pointer, code = 'event.invalid']) => {
    expect(faultOf(event)).toEqual([code, pointer])
  })

  it.each(cases)('%s, in words that are ours', (_, event) => {
    const found = verdict(event)
    if (!('code' in found))
      throw new Error('valid')
    expect(found.message).toMatch(/[\u4E00-\u9FFF]/)
    expect(found.message).not.toMatch(/must|detail|undefined|\[object/)
  })

  it('tells a typo together with what is missing', () => {
    const found = verdict({ ...signed, data: { ...without(signed.data, 'signedAt'), signedat: 'x' } })
    expect(found).toHaveProperty('message', '事件内容有误：不认识的成员 signedat；缺少成员 signedAt')
  })

  it('takes a period of one instant to the next, and deadlines at the start', () => {
    expect(faultOf(eventOf(unitDeclared, { since: '2026-01-01', until: '2026-01-01T00:00:00.001+08:00' }))).toBe('valid')
    expect(faultOf(eventOf(findingRaised, { raisedAt: '2026-01-02T00:00:00+08:00', dueAt: '2026-01-01T16:00:00Z' }))).toBe('valid')
  })
})

describe('the scope of a key', () => {
  const scope = { sourcePrefix: '/upstream/party', types: ['qinglian.pledge.*', 'qinglian.org.*', 'qinglian.fact.retracted'], unit: 'wuchang' }
  const retraction = { ...signed, type: 'qinglian.fact.retracted', data: { source: '/upstream/party', id: 'e-0', reason: '录入错误' } }

  it.each<[string, unknown, string]>([
    ['another source', { ...signed, source: '/upstream/party2' }, '/source'],
    ['another type', { ...signed, type: 'qinglian.supervision.task-planned' }, '/type'],
    ['a unit that is not below', { ...signed, subject: 'elsewhere' }, '/subject'],
    ['a unit that is not declared', { ...signed, subject: 'new' }, '/subject'],
    ['a parent that is not below', { ...eventOf(unitDeclared, { parent: 'elsewhere' }) }, '/data/parent'],
    ['no parent, by which a unit would leave it', eventOf(unitDeclared, { parent: undefined }), '/data/parent'],
    ['a retraction of what another source said', { ...retraction, data: { ...retraction.data, source: '/upstream/hr' } }, '/data/source'],
    ['what is invalid besides', { ...signed, source: '/upstream/hr', data: 7, time: 'x' }, '/source'],
  ])('does not reach %s', (_, event, pointer) => {
    expect(faultOf(event, { scope })).toEqual(['scope.denied', pointer])
  })

  it('reaches what lies within', () => {
    expect(faultOf(signed, { scope })).toBe('valid')
    expect(faultOf(retraction, { scope })).toBe('valid')
    expect(faultOf(eventOf(unitDeclared, { parent: 'wuchang' }), { scope })).toBe('valid')
  })

  it('leaves a subject that is no unit code to the judgement of content', () => {
    expect(faultOf({ ...signed, subject: 'NO' }, { scope })).toEqual(['event.invalid', '/subject'])
  })

  it.each(EVENTS.filter(event => event.origin === 'engine').map(event => [event.type, event] as const))('never reaches %s, which the engine records itself', (_, event) => {
    expect(faultOf(eventOf(event))).toEqual(['scope.denied', '/type'])
  })
})
