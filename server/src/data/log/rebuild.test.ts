import type { House } from '../../../test/support/house.ts'
import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { readEpoch } from '../../db/epoch.ts'
import { rebuild } from './rebuild.ts'

const { openStore } = useEmbedded()
const TASK = { id: 'task', type: 'supervision.task-planned', subject: 'a', data: { task: 'T', topic: 'x', kind: 'routine', dueAt: '2026-11-20T00:00:00Z' } }
const again = (house: House, onProgress?: (events: number) => void) => rebuild(house.store, { days: house.days, nowMs: house.now() }, onProgress)

async function openWithTask(): Promise<House> {
  const house = await openHouse(await openStore())
  await house.tell(unit('a'), TASK)
  await house.settle()
  return house
}

it('a rebuild mends tables that were tampered with, under a new epoch, and revs go on', async () => {
  const house = await openWithTask()
  const epoch = await readEpoch(house.store)
  await house.store.write(async (tx) => {
    await tx.db.updateTable('tally').set({ n: 77 }).execute()
    await tx.db.deleteFrom('supervision_task').execute()
    await tx.db.updateTable('event').set({ voided: 1 }).where('id', '=', 'task').execute()
  })
  const counted: number[] = []
  await again(house, events => counted.push(events))
  expect(counted).toEqual([2])
  expect(await readEpoch(house.store)).not.toBe(epoch)
  await house.at('2026-11-23T02:01:00Z')
  await house.settle()
  expect((await house.topic('a', 'supervision')).tasks).toMatchObject({ planned: 1, overdue: 1 })
  expect(await house.rows('supervision_task')).toMatchObject([{ task: 'T', state: 'open' }])
  // The same value as before, so the same rev: nothing was counted anew.
  expect((await house.topics.get('unit/a/supervision', 'public'))?.rev).toBe(1)
})

it('a rebuild names the rows of events that are older than what folds them, so that a retraction finds them', async () => {
  const house = await openWithTask()
  await house.store.write(async tx => void await tx.db.updateTable('event').set({ object: null }).where('id', '=', 'task').execute())
  await again(house)
  await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'task', reason: 'r' } })
  expect(await house.rows('supervision_task')).toEqual([])
})

it('a rebuild that fails leaves what was there', async () => {
  const house = await openWithTask()
  const before = [await house.rows('supervision_task'), await house.rows('tally'), await readEpoch(house.store)]
  await expect(again(house, () => {
    throw new Error('no')
  })).rejects.toThrow('no')
  expect([await house.rows('supervision_task'), await house.rows('tally'), await readEpoch(house.store)]).toEqual(before)
})
