import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { KEPT_DAYS } from './lateDays.ts'
import { recountIfChanged } from './recount.ts'

const { openStore } = useEmbedded()

it('marks the kept days once for each way of counting, of its subject alone', async () => {
  const house = await openHouse(await openStore())
  await house.tell(unit('a', { since: '2026-11-01' }))
  await house.closeDays()
  const today = house.days.dayOf(house.now())
  const recount = (by: string) => recountIfChanged(house.store, { by, domain: 'pledges' }, { codes: ['a'], today })
  await recount('first')
  await house.closeDays()
  expect(await recount('first')).toBe(false)
  expect(await house.rows('dirty_day')).toEqual([])
  expect(await recount('second')).toBe(true)
  expect(await house.rows('dirty_day')).toEqual([{ unit: 'a', domain: 'pledges', from_day: today - KEPT_DAYS }])
})
