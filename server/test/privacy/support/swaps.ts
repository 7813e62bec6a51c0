/**
 * Two worlds that nobody in the lobby may tell apart: the same but for one signature, which in the second world another
 * person gave, and no figure on show counts just one of the two.
 */
import type { Fact } from '../truth/facts.ts'
import type { Duty } from '../truth/pledges.ts'
import type { Shown } from '../truth/published.ts'
import type { World } from './worlds.ts'
import { truthOf } from '../truth/figures.ts'
import { isShown } from '../truth/published.ts'
import { isMandatory } from './worlds.ts'

export interface Swap { readonly signed: Duty, readonly unsigned: Duty, readonly world: World }

/** @param figures all figures of the world's public topics, hidden ones too */
export function swapsOf(world: World, duties: readonly Duty[], figures: readonly Shown[]): Swap[] {
  const shown = figures.filter(isShown).map(figure => new Set(figure.duties))
  const swaps: Swap[] = []
  for (const signed of duties.filter(duty => duty.covered)) {
    for (const unsigned of duties.filter(duty => !duty.covered && duty.campaign === signed.campaign && duty.person !== signed.person)) {
      if (shown.some(group => group.has(signed) !== group.has(unsigned)))
        continue
      const swap = { signed, unsigned, world: { ...world, events: world.events.map(event => swapped(event, signed, unsigned)) } }
      if (isAsIntended(swap, duties))
        swaps.push(swap)
    }
  }
  return swaps
}

function swapped(event: Fact, one: Duty, other: Duty): Fact {
  const { campaign, staffNo } = event.data
  if (campaign !== one.campaign || (staffNo !== one.person && staffNo !== other.person))
    return event
  const to = staffNo === one.person ? other : one
  return { ...event, subject: to.unit, data: { ...event.data, staffNo: to.person } }
}

/** Whether just these two changed places: who joined or left may also come or go with a signature. */
function isAsIntended({ signed, unsigned, world }: Swap, duties: readonly Duty[]): boolean {
  const text = (duty: Duty): string => JSON.stringify({ ...duty, expiring: duty.covered && duty.expiring })
  const is = (duty: Duty, { person, campaign }: Duty): boolean => duty.person === person && duty.campaign === campaign
  const wanted = duties.map(duty => is(duty, signed) ? { ...duty, covered: false, expiring: false } : is(duty, unsigned) ? { ...duty, covered: true, expiring: signed.expiring } : duty)
  const { duties: got } = truthOf(world.events, world.nowMs, isMandatory)
  return JSON.stringify(got.map(text).sort()) === JSON.stringify(wanted.map(text).sort())
}
