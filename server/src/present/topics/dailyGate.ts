/**
 * Guarded subjects (talks, ratings, complaints) change publicly once a day (domain.md §6.1): who watches the lobby all day
 * must not see a figure move when somebody comes back from a talk.
 *
 * The house sees them live. A public value that would have changed is held: the topic is noted in `held_topic`, and composed
 * when the gate opens at seven. Before the gate has ever opened nothing is held, so a first load shows at once.
 */
import type { Subject } from '@qinglian/shared'
import type { Store, Tx } from '../../db/store.ts'
import type { Days } from '../../model/calendar/days.ts'
import { GUARDED_SUBJECTS } from '@qinglian/shared'
import { isMorningDue, lastMorning, noteMorning } from '../../model/calendar/morning.ts'

const KEY = 'gate_opened'

export interface DailyGate {
  /** Opens if it is time to; tells whether it was. @param isAtRest whether what is being loaded has come to rest */
  readonly step: (isAtRest: boolean) => Promise<boolean>
}

export function createDailyGate({ store, days, clock }: { readonly store: Store, readonly days: Days, readonly clock: () => number }): DailyGate {
  return {
    async step(isAtRest) {
      const morning = { key: KEY, days, nowMs: clock() }
      if (!await isMorningDue(store.reader, { ...morning, isAtRest }))
        return false
      await store.write(async (tx) => {
        await tx.db.updateTable('held_topic').set({ released: 1 }).execute()
        const held = await tx.db.selectFrom('held_topic').select(['unit', 'subject']).execute()
        await tx.markDirty(held as { unit: string, subject: Subject }[])
        await noteMorning(tx, morning)
      })
      return true
    },
  }
}

export interface Hold {
  /** Whether the public value of a topic must stay as it is; notes that it would have changed. */
  readonly holds: (unit: string, subject: Subject) => Promise<boolean>
}

/** The gate as a round of the presenter finds it. */
export async function readGate(tx: Tx): Promise<Hold> {
  const isInForce = await lastMorning(tx.db, KEY) !== undefined
  return {
    async holds(unit, subject) {
      if (!isInForce || !GUARDED_SUBJECTS.includes(subject))
        return false
      const released = await tx.db.deleteFrom('held_topic').where('unit', '=', unit).where('subject', '=', subject).where('released', '=', 1).executeTakeFirst()
      if (released.numDeletedRows > 0n)
        return false
      await tx.db.insertInto('held_topic').values({ unit, subject, released: 0 }).onConflict(oc => oc.columns(['unit', 'subject']).doNothing()).execute()
      return true
    },
  }
}
