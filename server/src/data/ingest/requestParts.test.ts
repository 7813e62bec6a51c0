import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binaryEvent, decodeHeaderValue } from './binaryMode.ts'
import { contentMode, isJsonMediaType } from './contentMode.ts'
import { readJson } from './jsonBody.ts'
import { pruneEvent } from './pruneEvent.ts'

describe('content mode', () => {
  it.each([
    ['application/cloudevents+json', 'structured'],
    ['application/cloudevents-batch+json', 'batched'],
    ['application/json', 'binary'],
    ['Application/CloudEvents+JSON;CHARSET=UTF-8', 'structured'],
    ['application/cloudevents-batch+json ; charset="utf-8"', 'batched'],
    ['application/json; charset=utf8; profile="a;b\\"c"', 'binary'],
    ['application/json; charset=utf-8;', undefined],
    ['application/json; charset=gbk', undefined],
    ['application/json; charset="utf-16"', undefined],
    ['application/json; profile=x; charset=iso-8859-1', undefined],
    ['application/cloudevents+avro', undefined],
    ['application/cloudevents', undefined],
    ['application/cloudevents-batch', undefined],
    ['text/json', undefined],
    ['multipart/form-data; boundary=x', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (type, mode) => {
    expect(contentMode({ 'content-type': type })).toBe(mode)
  })

  it('is none for a body that is compressed', () => {
    expect(contentMode({ 'content-type': 'application/json', 'content-encoding': 'gzip' })).toBeUndefined()
    expect(contentMode({ 'content-type': 'application/json', 'content-encoding': 'Identity' })).toBe('binary')
  })

  it('takes as JSON what is JSON by its name', () => {
    expect(['application/json', 'text/json', 'application/vnd.x+JSON; v=1'].map(isJsonMediaType)).toEqual([true, true, true])
    expect(['application/jsonp', 'application/xml', 'json', ''].map(isJsonMediaType)).toEqual([false, false, false, false])
  })
})

describe('JSON body', () => {
  const read = (text: string) => readJson(Buffer.from(text))

  it('is read as JSON.parse reads it', () => {
    fc.assert(fc.property(fc.json(), (text) => {
      expect(read(text)?.value).toEqual(JSON.parse(text))
    }), { numRuns: 200 })
  })

  it('may begin with a byte-order mark', () => {
    expect(read('\uFEFF[1]')?.value).toEqual([1])
  })

  it.each(['', '\uFEFF', '{', '{"a":1}}', 'undefined', '\'a\'', '[1,]', 'NaN', '"a\u0000"'])('is not %j', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('is not JSON where it is not UTF-8', () => {
    expect(readJson(Buffer.from('["\xE9"]', 'latin1'))).toBeUndefined()
    expect(readJson(Buffer.from('"\uD800"'.replace('\uD800', 'x')).fill(0xED, 1, 2))).toBeUndefined()
  })

  it('may be nested 64 deep and no deeper, counting no bracket of a text', () => {
    const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}"[[{{\\"[["${'}]'.repeat(depth / 2)}`
    expect(read(nested(64))).toBeDefined()
    expect(read(`[${nested(64)}]`)).toBeUndefined()
    expect(read('[]'.padEnd(500, ' '))).toBeDefined()
    expect(read(`[${Array.from({ length: 500 }).fill('[]').join()}]`)).toBeDefined()
  })

  it('is refused at once where it is nested as deep as a body can be', () => {
    expect(read('['.repeat(4_000_000) + ']'.repeat(4_000_000))).toBeUndefined()
  })

  it('is suspect where an escape could hide a character, and only there', () => {
    expect(['"\\u0000"', '"\\t"', '"\\\\\\ud800"', '{"\\u0041":1}'].map(text => read(text)?.isSuspect)).toEqual([true, true, true, true])
    expect(['"\\\\u0000"', '"\\"u"', '"\\/"', '"清廉"', '[]'].map(text => read(text)?.isSuspect)).toEqual([false, false, false, false, false])
  })
})

describe('binary mode', () => {
  it.each([
    ['plain', 'plain'],
    ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['%e2%82%ac', '€'],
    ['"quoted \\"text\\""', 'quoted "text"'],
    ['100%', '100%'],
    ['%25E2', '%E2'],
    ['', ''],
    [Buffer.from('清廉').toString('latin1'), '清廉'],
  ])('decodes %s as %s', (value, decoded) => {
    expect(decodeHeaderValue(value)).toBe(decoded)
  })

  it.each(['%C0%A0', '%ED%A0%80', '%FF', '\xE9'])('refuses %s, which is not UTF-8', (value) => {
    expect(decodeHeaderValue(value)).toBeUndefined()
    expect(binaryEvent({ 'ce-id': value }, {})).toBeUndefined()
  })

  it('gives the structured form', () => {
    expect(binaryEvent({ 'content-type': 'application/json', 'ce-id': 'a%20b', 'ce-specversion': '1.0', 'x-ce-id': 'no', 'cex': 'no' }, { x: 1 })).toEqual({ id: 'a b', specversion: '1.0', datacontenttype: 'application/json', data: { x: 1 } })
  })

  it.each(['ce-data', 'ce-data_base64', 'ce-datacontenttype'])('refuses the header %s', (name) => {
    expect(binaryEvent({ [name]: 'x' }, {})).toBeUndefined()
  })
})

describe('what is kept of a refused event', () => {
  const attributes = { specversion: '1.0', id: 'e', source: '/a', type: 'qinglian.pledge.signed', subject: 'shouyi', time: 'x' }

  it('is what its type knows, at every depth; of the rest only names stay', () => {
    expect(pruneEvent({ ...attributes, trace: 'kept', Odd: 'gone', data: { campaign: 7, staffNo: { deep: 'gone' }, phone: '13800000000', method: ['gone'] } })).toEqual({ ...attributes, trace: 'kept', Odd: null, data: { campaign: 7, staffNo: null, phone: null, method: null } })
    const type = 'qinglian.pledge.campaign-opened'
    expect(pruneEvent({ ...attributes, type, data: { name: 'n', signatories: { lines: ['monopoly', { x: 'gone' }], units: ['gone'] } } })).toEqual({ ...attributes, type, data: { name: 'n', signatories: { lines: ['monopoly', null], units: null } } })
  })

  it('keeps of a record what could stand there, and not even the name of anything else', () => {
    const type = 'qinglian.evaluation.submitted'
    const dimensions = { attitude: 9, efficiency: { deep: 'gone' }, 张三收了烟: 1 }
    expect(pruneEvent({ ...attributes, type, data: { score: 7, dimensions, comment: 'gone' } })).toEqual({ ...attributes, type, data: { score: 7, dimensions: { attitude: 9, efficiency: null }, comment: null } })
    expect(pruneEvent({ ...attributes, type, data: { dimensions: 'x'.repeat(1_001) } })).toEqual({ ...attributes, type, data: { dimensions: null } })
  })

  it('is names only where the type is unknown, and nothing of data in base64 or in a list', () => {
    expect(pruneEvent({ type: 'x', data: { phone: '13800000000' }, data_base64: 'gone' })).toEqual({ type: 'x', data: { phone: null }, data_base64: null })
    expect(pruneEvent({ ...attributes, data: ['gone'] })).toEqual({ ...attributes, data: null })
    expect(pruneEvent({ ...attributes, data: null })).toEqual({ ...attributes, data: null })
  })

  it('is never large, however large the event', () => {
    const huge = 'x'.repeat(500_000)
    const kept = pruneEvent({ ...attributes, id: huge, trace: huge, data: { campaign: huge, [huge]: 1, ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`m${i}`, i])) } })
    expect(JSON.stringify(kept).length).toBeLessThan(10_000)
    expect(kept).toMatchObject({ ...attributes, id: null, trace: null })
  })
})
