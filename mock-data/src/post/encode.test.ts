import { expect, it } from 'vitest'
import { encodeEvents } from './encode.ts'

const event = { specversion: '1.0', id: 'a b"é', source: '/upstream/party', type: 'qinglian.pledge.signed', subject: 'shouyi', data: { campaign: '禁毒' } }

it('puts the attributes of a binary event into headers, percent-encoded where a header needs it', () => {
  const { headers, body } = encodeEvents([event], 'binary')
  expect(headers).toEqual({
    'content-type': 'application/json; charset=utf-8',
    'ce-specversion': '1.0',
    'ce-id': 'a%20b%22%C3%A9',
    'ce-source': '/upstream/party',
    'ce-type': 'qinglian.pledge.signed',
    'ce-subject': 'shouyi',
  })
  expect(JSON.parse(body)).toEqual({ campaign: '禁毒' })
})

it('keeps a structured event and a batch whole', () => {
  expect(JSON.parse(encodeEvents([event], 'structured').body)).toEqual(event)
  expect(JSON.parse(encodeEvents([event, event], 'batch').body)).toEqual([event, event])
  expect(encodeEvents([event], 'batch').headers['content-type']).toContain('application/cloudevents-batch+json')
})

it('refuses to put two events where one belongs', () => {
  expect(() => encodeEvents([event, event], 'binary')).toThrow(RangeError)
  expect(() => encodeEvents([], 'structured')).toThrow(RangeError)
})
