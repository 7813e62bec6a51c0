import type { TallyTable } from '../../db/schema.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/support/databases.ts'
import { repeatsOf } from './repeats.ts'

const TODAY = 20_000
/** Days around the edges that matter: today, the window's first day, and 180 days before either. */
const day = fc.oneof(
  fc.integer({ min: TODAY - 365, max: TODAY + 3 }),
  fc.constantFrom(0, 1, 179, 180, 181, 358, 359, 360, 361).map(back => TODAY - back),
)
const CATEGORIES = ['ledger', 'licence', 'price']
const flow = fc.record({ kind: fc.constantFrom('off', 'raised'), category: fc.constantFrom(...CATEGORIES), day, n: fc.integer({ min: 0, max: 3 }) })
const flows = fc.uniqueArray(flow, { maxLength: 30, selector: ({ kind, category, day }) => `${kind}:${category} ${day}` })

type Flow = typeof flow extends fc.Arbitrary<infer T> ? T : never

/** As the rule reads: each finding is compared with each write-off. */
function byTheRule(all: readonly Flow[]): { repeated: number, writtenOff: number } {
  const isRecent = ({ day }: Flow): boolean => day > TODAY - 180 && day <= TODAY
  const offs = all.filter(({ kind, n }) => kind === 'off' && n > 0)
  const raised = all.filter(one => one.kind === 'raised' && isRecent(one))
  const again = raised.filter(one => offs.some(off => off.category === one.category && off.day < one.day && one.day - off.day <= 180))
  const sum = (some: readonly Flow[]): number => some.reduce((total, { n }) => total + n, 0)
  const writtenOff = sum(offs.filter(isRecent))
  return { repeated: Math.min(sum(again), writtenOff), writtenOff }
}

describeEachDatabase('repeated findings', (openStore, { kind }) => {
  it('are those that the rule names, comparing each with each', async () => {
    const store = await openStore()
    await fc.assert(fc.asyncProperty(flows, async (all) => {
      await store.write(async (tx) => {
        await tx.db.deleteFrom('tally').execute()
        // As findings do: each counts for its category and for all together.
        for (const category of CATEGORIES) {
          const mine = all.filter(flow => flow.category === category)
          await tx.addTallies(mine.flatMap(({ kind, day, n }): TallyTable[] => [kind, `${kind}:${category}`].map(measure => ({ unit: 'a', measure, day, n }))))
        }
        await tx.addTallies([...['off', 'off:ledger'].map(measure => ({ unit: 'b', measure, day: TODAY - 10, n: 9 })), ...['raised', 'raised:ledger'].map(measure => ({ unit: 'b', measure, day: TODAY - 1, n: 9 }))])
      })
      expect(await repeatsOf(store.reader, 'a', TODAY)).toEqual(byTheRule(all))
    }), { numRuns: kind === 'sqlite' ? 300 : 60 })
  }, 60_000)
})
