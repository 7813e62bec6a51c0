import { describe, expect, it } from 'vitest'
import { msOf, NOW, sampleYear, SEEDS } from '../../test/sampleYear.ts'
import { BRIGADE, DISTRICT, STATION_CODES } from './units.ts'

describe.each(SEEDS)('the self checks of the sample year %s', (seed) => {
  const { ofType, standing } = sampleYear(seed)
  const checks = ofType('selfcheck.submitted')
  const held = new Map(ofType('meeting.joint-held').map(({ data }) => [data.meeting, msOf(data.heldAt)]))

  it('are one a month of each line of each station, nearly all', () => {
    expect(new Set(checks.map(({ subject, data }) => `${subject} ${String(data.line)} ${String(data.period)}`)).size).toBe(checks.length)
    // Six stations of two lines and the brigade of one, over the eleven months that had ended by 23 November.
    expect(checks.length / (13 * 11)).toBeGreaterThan(0.9)
    expect(checks.filter(({ subject, data }) => subject === BRIGADE && data.line === 'marketing')).toEqual([])
    expect(checks.filter(({ data, time }) => String(data.at) < String(data.period) || msOf(data.at) > msOf(time))).toEqual([])
  })

  it('stand beside joint meetings of the district and of each station with both lines, held as planned or still to come', () => {
    const planned = ofType('meeting.joint-planned')
    expect(new Set(planned.map(({ subject }) => subject))).toEqual(new Set([DISTRICT, ...STATION_CODES.filter(code => code !== BRIGADE)]))
    const due = planned.filter(({ data }) => msOf(data.dueAt) < msOf(NOW))
    expect(due.filter(({ data }) => held.has(data.meeting)).length / due.length).toBeGreaterThan(0.75)
    for (const { meeting } of standing.meetings)
      expect(held.has(meeting)).toBe(false)
  })
})
