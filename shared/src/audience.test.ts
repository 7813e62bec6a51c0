import { expect, it } from 'vitest'
import { Members } from './audience.ts'
import { Optional, Type } from './primitives.ts'
import { TOPICS } from './topics/catalogue.ts'

it('a member that may be absent is not asked for by the marked schema', () => {
  const schema = Members('public', { always: Type.String(), sometimes: Optional(Type.String()) })
  expect(schema).toMatchObject({ required: ['always'], properties: { sometimes: { audience: 'public' } } })
})

it('the topics ask only for what is always there', () => {
  const { coverage } = TOPICS.pledges.value.properties
  expect(coverage.required).toEqual(['num', 'den', 'value', 'quality'])
  expect(TOPICS.pledges.value.required).not.toContain('expiring30d')
  expect(TOPICS.alerts.value.required).not.toContain('items')
})
