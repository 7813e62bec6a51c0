/** A house that was told something and is settled, and what lies behind its numbers. */
import type { Audience, MetricFact, MetricFacts } from '@qinglian/shared'
import type { Store } from '../../src/db/store.ts'
import type { Told } from './house.ts'
import { randomBytes } from 'node:crypto'
import { createVault } from '../../src/access/vault.ts'
import { loadModelConfig } from '../../src/model/config/loadModelConfig.ts'
import { explainMetric } from '../../src/present/metrics/explainMetric.ts'
import { listFacts } from '../../src/present/metrics/listFacts.ts'
import { createDisclosure } from '../../src/present/topics/compose/hidden.ts'
import { wordingOf } from '../../src/wording.ts'
import { openHouse } from './house.ts'
import { afternoon } from './recordWorld.ts'

export const FACTS_CONFIG = loadModelConfig(undefined)
export const FACTS_WORDING = wordingOf(FACTS_CONFIG)
const cursors = createVault({ fieldKey: randomBytes(32), random: randomBytes })

interface FactsAsked { readonly day?: string, readonly audience?: Audience, readonly limit?: number, readonly after?: string }

/** @param store an empty one */
export async function openFactsWorld(store: Store, told: readonly Told[]) {
  const house = await openHouse(store, { wording: FACTS_WORDING })
  await house.tell(...told)
  await house.settle()
  const options = () => ({ db: house.store.reader, org: house.org.current, days: house.days, wording: FACTS_WORDING, indicators: FACTS_CONFIG.indicators, disclosure: createDisclosure(), cursors, clock: house.now })
  const dayOf = (day: string | undefined) => day === undefined ? undefined : house.days.dayOf(Date.parse(afternoon(day)))
  const page = (code: string, of: string, { day, audience = 'internal', limit = 50, after }: FactsAsked = {}): Promise<MetricFacts | undefined> => listFacts({ code, unit: of, audience, day: dayOf(day), after, limit }, options())

  async function all(code: string, of: string, more: FactsAsked = {}): Promise<MetricFact[]> {
    const facts: MetricFact[] = []
    for (let after: string | undefined; ;) {
      const { facts: some, next } = (await page(code, of, { ...more, ...after === undefined ? {} : { after } }))!
      facts.push(...some)
      if (next === null)
        return facts
      after = next
    }
  }

  return {
    house,
    page,
    all,
    /** Each fact as `unit id day num/den`. */
    async told(code: string, of: string, more: FactsAsked = {}): Promise<string[]> {
      return (await all(code, of, more)).map(({ unit: at, id, day, num, den }) => `${at} ${id} ${day} ${num}/${den}`)
    },
    explain: (code: string, of: string, { day, audience = 'internal' }: FactsAsked = {}) => explainMetric({ code, unit: of, audience, day: dayOf(day) }, options()),
  }
}
