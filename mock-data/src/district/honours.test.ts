import { describe, expect, it } from 'vitest'
import { sampleYear, SEEDS } from '../../test/sampleYear.ts'
import { PILOT } from './units.ts'

describe.each(SEEDS)('the honours of the sample year %s', (seed) => {
  const { ofType } = sampleYear(seed)

  it('have the pilot\'s of 2023, and for the rest say that they are samples', () => {
    const honours = ofType('honour.awarded')
    const national = honours.filter(({ data }) => data.level === 'national')
    expect(national.map(({ subject, data }) => [subject, data.year])).toEqual([[PILOT, 2023]])
    expect(honours.filter(event => !national.includes(event) && !String(event.data.name).endsWith('(示例)'))).toEqual([])
    expect(new Set(honours.map(({ data }) => data.level)).size).toBe(4)
  })

  it('come with thanks and activities of every month', () => {
    const months = (type: string, member: string) => new Set(ofType(type).map(({ data }) => String(data[member]).slice(0, 7))).size
    expect(ofType('appreciation.received').length).toBeGreaterThan(12)
    expect(ofType('appreciation.received').length).toBeLessThan(45)
    expect(months('appreciation.received', 'at')).toBeGreaterThan(7)
    expect(months('culture.activity-held', 'heldAt')).toBeGreaterThan(8)
    expect(new Set(ofType('culture.activity-held').map(({ data }) => data.kind)).size).toBeGreaterThanOrEqual(3)
  })
})
