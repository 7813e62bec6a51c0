/** Activities of one station, counted by hand. It is Monday 23 November 2026. */
import type { Told } from '../../../test/support/house.ts'
import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { culture } from './culture.ts'

const { openStore } = useEmbedded()
const held = (activity: string, kind: string, day: string, participants = 10): Told => ({ type: 'culture.activity-held', subject: 'a', data: { activity, kind, heldAt: afternoon(day), participants } })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })
const world = async (...told: Told[]) => openRecordWorld(await openStore(), culture, told)

it('activities count by kind from their day to the end of the year', async () => {
  const { figure } = await world(held('1', 'tour', '01-01'), held('2', 'tour', '11-23', 5), held('3', 'gallery', '12-31'), held('4', 'tour', '2025-12-31'), held('5', 'tour', '2028-02-29'))
  expect(await Promise.all(['2025-12-31', '01-01', '11-22', '11-23', '2027-01-01', '2028-02-28', '2028-02-29'].map(day => figure('tour', day)))).toEqual([1, 1, 1, 2, 0, 0, 1])
  expect([await figure('tour.people'), await figure('gallery'), await figure('gallery', '12-31')]).toEqual([15, 0, 1])
})

it('an activity follows its last statement, a retracted one is gone', async () => {
  const { figure } = await world({ ...held('1', 'tour', '11-01'), time: '2026-11-23T01:30:00.000Z' }, { ...held('1', 'gallery', '11-01'), time: '2026-11-23T01:00:00.000Z' }, { ...held('2', 'tour', '11-02'), id: 'wrong' }, retracted('wrong'))
  expect([await figure('tour'), await figure('gallery')]).toEqual([1, 0])
})

it('everybody sees how many were held, the house how many took part, and no indicator is made of it', async () => {
  const { house } = await world(held('1', 'tour', '11-01', 2))
  await house.settle()
  const others = ['gallery', 'reading_corner', 'story_session']
  expect((await house.topic('d', 'culture')).activities).toEqual([...others.map(kind => ({ kind, held: 0 })), { kind: 'tour', held: 1 }])
  expect((await house.topic('d', 'culture', 'internal')).activities).toContainEqual({ kind: 'tour', held: 1, participants: 2 })
  expect((await house.store.reader.selectFrom('metric_now').select('code').where('code', 'like', 'cul%').execute())).toEqual([])
})
