import type { CloudEvent } from '../recorder.ts'
import { describe, expect, it } from 'vitest'
import { buildDistrict } from './buildDistrict.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const nowMs = Date.parse(NOW)
const { events, standing } = buildDistrict({ seed: 'qinglian', now: NOW })
const ofType = (type: string): CloudEvent[] => events.filter(event => event.type === `qinglian.${type}`)
const ms = (value: unknown): number => Date.parse(String(value))

describe('talks and visits', () => {
  it('are a few hundred a year, in every tier, most of them held', () => {
    const planned = ofType('talk.planned')
    expect(planned.length).toBeGreaterThan(120)
    expect(planned.length).toBeLessThan(260)
    expect(new Set(planned.map(({ data }) => data.tier)).size).toBe(4)
    const due = planned.filter(({ data }) => ms(data.dueAt) < nowMs)
    const held = new Set(ofType('talk.held').map(({ data }) => data.talk))
    const rate = due.filter(({ data }) => held.has(data.talk)).length / due.length
    expect(rate).toBeGreaterThan(0.88)
    expect(rate).toBeLessThan(1)
  })

  it('reach most of the staff by November, and not all', () => {
    for (const [type, who, when] of [['talk.held', 'talkee', 'heldAt'], ['visit.made', 'staffNo', 'visitedAt']] as const) {
      const reached = new Set(ofType(type).filter(({ data }) => String(data[when]).startsWith('2026')).map(({ data }) => data[who]))
      const rate = standing.staff.filter(({ staffNo }) => reached.has(staffNo)).length / standing.staff.length
      expect(rate).toBeGreaterThan(0.7)
      expect(rate).toBeLessThan(1)
    }
  })

  it('are stated by one unit each, after they took place, between two people', () => {
    const owners = Map.groupBy(events.filter(({ data }) => data.talk !== undefined), ({ data }) => data.talk)
    expect([...owners.values()].filter(told => new Set(told.map(({ subject }) => subject)).size > 1)).toEqual([])
    expect(ofType('talk.held').filter(({ data, time }) => ms(data.heldAt) > ms(time) || data.talker === data.talkee)).toEqual([])
    expect(ofType('visit.made').filter(({ data, time }) => ms(data.visitedAt) > ms(time))).toEqual([])
  })

  it('are followed up where that is due, a few late or not at all', () => {
    const due = ofType('talk.held').filter(({ data }) => data.followUpDueAt !== undefined && ms(data.followUpDueAt) < nowMs)
    const done = new Map(ofType('talk.followed-up').map(({ data }) => [data.talk, ms(data.at)]))
    expect(due.length).toBeGreaterThan(8)
    expect(due.filter(({ data }) => done.has(data.talk)).length / due.length).toBeGreaterThan(0.7)
  })
})
