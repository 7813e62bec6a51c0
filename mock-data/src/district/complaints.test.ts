import { describe, expect, it } from 'vitest'
import { msOf, NOW, sampleYear, SEEDS } from '../../test/sampleYear.ts'

describe.each(SEEDS)('the complaints of the sample year %s', (seed) => {
  const { ofType, standing } = sampleYear(seed)
  const received = ofType('complaint.received')
  const closed = new Map(ofType('complaint.closed').map(({ data }) => [data.complaint, data]))

  it('are some eight a month, few of them about staff', () => {
    expect(received.length).toBeGreaterThan(60)
    expect(received.length).toBeLessThan(135)
    const staff = received.filter(({ data }) => data.involvesStaff === true).length
    expect(staff).toBeGreaterThan(0)
    expect(staff).toBeLessThan(15)
  })

  it('fall due after they came in, and are closed after that, nearly all in time', () => {
    const dueMs = new Map(received.map(({ data }) => [data.complaint, msOf(data.dueAt)]))
    expect(received.filter(({ data }) => msOf(data.dueAt) <= msOf(data.at))).toEqual([])
    const inTime = [...closed.values()].filter(({ complaint, at }) => msOf(at) <= dueMs.get(complaint)!).length
    expect(inTime / closed.size).toBeGreaterThan(0.9)
    for (const { data, subject } of [...ofType('complaint.accepted'), ...ofType('complaint.closed'), ...ofType('complaint.reopened')]) {
      const first = received.find(event => event.data.complaint === data.complaint)!
      expect(subject).toBe(first.subject)
      expect(msOf(data.at)).toBeGreaterThan(msOf(first.data.at))
    }
  })

  it('stand open at the end where nobody closed them last', () => {
    const reopenedMs = new Map(ofType('complaint.reopened').map(({ data }) => [data.complaint, msOf(data.at)]))
    const open = received.map(({ data }) => data.complaint).filter(id => !closed.has(id) || msOf(closed.get(id)!.at) < (reopenedMs.get(id) ?? 0))
    expect(standing.complaints.map(({ complaint }) => complaint).sort()).toEqual(open.map(String).sort())
    expect(received.filter(({ data }) => msOf(data.at) > msOf(NOW))).toEqual([])
  })
})
