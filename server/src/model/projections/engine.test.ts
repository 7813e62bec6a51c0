/** Tallies are what the rows amount to, whatever was told, corrected or taken back. */
import type { House, Told } from '../../../test/support/house.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runsOf, useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse } from '../../../test/support/house.ts'
import { alerts } from './alert.ts'
import { objectOf } from './catalogue.ts'
import { parseObject } from './engine.ts'
import { findings } from './supervisionFinding.ts'
import { tasks } from './supervisionTask.ts'
import { days, fact } from './test/facts.ts'

const { openStore } = useEmbedded()

const when = fc.integer({ min: 0, max: 60 }).map(n => new Date(Date.parse('2026-09-20T00:00:00Z') + n * 30 * 3_600_000).toISOString())
const where = fc.constantFrom('a', 'b')
const task = fc.record({ subject: where, at: when, step: fc.constantFrom('planned', 'completed', 'cancelled'), id: fc.constantFrom('T1', 'T2') })
  .map(({ subject, at, step, id }): Told => ({ type: `supervision.task-${step}`, subject, data: step === 'planned' ? { task: id, topic: 'x', kind: 'routine', dueAt: at } : { task: id, at } }))
const finding = fc.record({ subject: where, at: when, due: when, step: fc.constantFrom('raised', 'returned', 'verified', 'written-off'), category: fc.constantFrom('ledger', 'licence') })
  .map(({ subject, at, due, step, category }): Told => step === 'raised'
    ? { type: 'supervision.finding-raised', subject, data: { finding: 'F', category, severity: 'low', raisedAt: at, dueAt: due } }
    : { type: `rectification.${step}`, subject, data: { finding: 'F', at } })
const alert = fc.record({ subject: where, at: when, step: fc.constantFrom('raised', 'escalated', 'written-off', 'assigned', 'suspended', 'resumed', 'cancelled') })
  .map(({ subject, at, step }): Told => ({ type: `alert.${step}`, subject, data: { alert: 'A', rule: 'R02', object: 'o', severity: step === 'raised' ? 'blue' : 'red', at, dueAt: at } }))
const retraction = fc.record({ subject: where, id: fc.integer({ min: 0, max: 25 }) })
  .map(({ subject, id }): Told => ({ type: 'fact.retracted', subject, data: { source: '/upstream/test', id: `e-${id}`, reason: 'r' } }))
const stories = fc.array(fc.array(fc.tuple(fc.oneof(task, finding, alert, retraction), when).map(([told, time]) => ({ ...told, time })), { minLength: 1, maxLength: 6 }), { maxLength: 6 })

async function summed(house: House): Promise<string[]> {
  const sums = new Map<string, number>()
  const rows = [
    ...(await house.store.reader.selectFrom('supervision_task').selectAll().execute()).map(row => ({ unit: row.unit, tallies: tasks.tallies!(row, days) })),
    ...(await house.store.reader.selectFrom('supervision_finding').selectAll().execute()).map(row => ({ unit: row.unit, tallies: findings.tallies!(row, days) })),
    ...(await house.store.reader.selectFrom('alert').selectAll().execute()).map(row => ({ unit: row.unit, tallies: alerts.tallies!(row, days) })),
  ]
  for (const { unit, tallies } of rows) {
    for (const { measure, day, n } of tallies)
      sums.set(`${unit} ${measure} ${day}`, (sums.get(`${unit} ${measure} ${day}`) ?? 0) + n)
  }
  return [...sums].filter(([, n]) => n !== 0).map(([name, n]) => `${name} ${n}`).sort()
}

describe('tallies', () => {
  it('are the sum over the rows, after every transaction', async () => {
    await fc.assert(fc.asyncProperty(stories, async (transactions) => {
      const house = await openHouse(await openStore())
      for (const told of transactions) {
        await house.tell(...told)
        const kept = (await house.store.reader.selectFrom('tally').selectAll().execute()).filter(row => row.n !== 0).map(({ unit, measure, day, n }) => `${unit} ${measure} ${day} ${n}`)
        expect(kept.sort()).toEqual(await summed(house))
      }
    }), { numRuns: runsOf(40) })
  })
})

describe('the name of an object in the log', () => {
  it('gives its table and key again, instants as numbers', () => {
    const unit = fact('org.unit-declared', 1, { code: 'a', name: 'A', level: 'station', since: '2026-11-20' })
    expect(parseObject(objectOf(unit, days)!)).toEqual({ table: 'unit_span', key: ['a', Date.parse('2026-11-19T16:00:00Z')] })
    const signed = fact('pledge.signed', 1, { campaign: '12', staffNo: '007', signedAt: '2026-11-20T00:00:00Z', method: 'paper' })
    expect(parseObject(objectOf(signed, days)!)).toEqual({ table: 'pledge_signature', key: ['12', '007'] })
  })

  it('is null where nothing is folded', () => {
    expect(objectOf(fact('fact.retracted', 1, { source: '/s', id: 'e', reason: 'r' }), days)).toBeNull()
  })
})
