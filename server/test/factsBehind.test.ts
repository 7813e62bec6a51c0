/**
 * What lies behind a figure comes to the figure: whatever was told, of every unit, for every indicator that is a sum, now and
 * on a closed day, in pages of any size. And not because pages end where the figure is found: all rows together come to it too.
 */
import type { MetricFact } from '@qinglian/shared'
import type { IndicatorCode } from '../src/model/config/indicators.ts'
import type { Fraction } from '../src/model/records/recordSubject.ts'
import type { House, Told } from './support/house.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadModelConfig } from '../src/model/config/loadModelConfig.ts'
import { factLister } from '../src/model/facts/catalogue.ts'
import { indicatorsOf, subjectOfCode } from '../src/model/metrics/indicatorsOf.ts'
import { ownPart } from '../src/model/parts/catalogue.ts'
import { listFacts } from '../src/present/metrics/listFacts.ts'
import { wordingOf } from '../src/wording.ts'
import { anyEvents } from './support/anyEvents.ts'
import { describeEachDatabase } from './support/databases.ts'
import { openHouse, person, unit } from './support/house.ts'

const CONFIG = loadModelConfig(undefined)
const WORDING = wordingOf(CONFIG)
const CODES: readonly string[] = [...CONFIG.indicators.values()].filter(({ rollup }) => rollup === 'sum' || rollup === 'distinct').map(({ code }) => code)
const MINUTE = '2026-11-23T02:05:00.000Z'
/** Units and people that are there from the first, until something else is told of them. */
const BASE = [unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), unit('c', { parent: 'a' }), ...['a', 'a', 'b', 'c'].map((at, i) => person(`S${i + 1}`, at))].map(told => ({ ...told, time: '2026-01-01T00:00:00.000Z' }))
const EVERYTHING = 1_000_000

function optionsOf(house: House) {
  return { db: house.store.reader, org: house.org.current, days: house.days, wording: WORDING, indicators: CONFIG.indicators, clock: house.now, cursors: { sealCursor: (text: string) => text, openCursor: (text: string) => text } }
}

function sumOf(facts: readonly Pick<MetricFact, 'num' | 'den'>[]): Fraction {
  return facts.reduce((sum: Fraction, { num, den }) => ({ num: sum.num + num, den: sum.den + (den ?? 0) }), { num: 0, den: 0 })
}

/** `day` is a closed one; the present where there is none. */
interface Figure { readonly code: string, readonly unit: string, readonly day: number | undefined }

function isCount(code: string): boolean {
  return CONFIG.indicators.get(code as IndicatorCode)!.unit === 'count'
}

/** All pages of a figure. */
async function pagesOf(house: House, figure: Figure, limit: number): Promise<MetricFact[]> {
  const facts: MetricFact[] = []
  for (let after: string | undefined, pages = 0; ; pages += 1) {
    const page = (await listFacts({ ...figure, audience: 'restricted', after, limit }, optionsOf(house)))!
    expect(page.facts.length).toBeLessThanOrEqual(limit)
    expect(pages).toBeLessThan(500)
    facts.push(...page.facts)
    if (page.next === null)
      return facts
    after = page.next
  }
}

interface Own { readonly code: string, readonly unit: string, readonly atMs: number }

/** What every row of the unit itself adds, and what its own part says. */
async function ownOf(house: House, { code, unit, atMs }: Own): Promise<{ rows: Fraction, part: Fraction }> {
  const org = house.org.current()
  const about = { code: unit, level: org.describe(unit, atMs)!.level }
  const context = { db: house.store.reader, org, days: house.days, atMs }
  const stretches = factLister(code, WORDING)!({ code, kinds: WORDING, unit: about, context })
  const looked = await Promise.all(stretches.map(stretch => stretch.read(null, EVERYTHING)))
  const { num, den } = sumOf(looked.flat().flatMap(({ share }) => share === undefined ? [] : [share]))
  const part = indicatorsOf(subjectOfCode(code)!, (await ownPart(subjectOfCode(code)!, about, context)).part, WORDING).get(code)!
  return {
    // Of more repeats than write-offs no more than these count (`parts/repeats.ts`).
    rows: { num: code === 'sup.repeat_rate' ? Math.min(num, den) : num, den },
    // Nothing may be a negative nought.
    part: { num: part.num + 0, den: part.den + 0 },
  }
}

async function figureOf(house: House, { code, unit, day }: Figure): Promise<Fraction> {
  const { reader } = house.store
  const row = day === undefined
    ? await reader.selectFrom('metric_now').select(['num', 'den']).where('unit', '=', unit).where('code', '=', code).executeTakeFirst()
    : await reader.selectFrom('metric_day').select(['num', 'den']).where('unit', '=', unit).where('code', '=', code).where('day', '=', day).executeTakeFirst()
  return { num: row?.num ?? 0, den: row?.den ?? 0 }
}

/** Closes the day that ended last and none before, which takes a while where units have no beginning. */
async function closeYesterday(house: House): Promise<number> {
  await house.store.write(async ({ db }) => void await db.deleteFrom('dirty_day').execute())
  await house.closeDays()
  return house.days.dayOf(house.now()) - 1
}

/** Houses of any events, settled. */
const anyHouse = fc.record({ told: anyEvents, limit: fc.integer({ min: 1, max: 5 }), ago: fc.constantFrom(0, 1, 3, 20, 60) })

describeEachDatabase('the facts behind a figure', (openStore, { kind }) => {
  const runs = kind === 'sqlite' ? 40 : 2

  async function open(told: readonly Told[]): Promise<House> {
    const house = await openHouse(await openStore(), { wording: WORDING })
    await house.tell(...BASE, ...told)
    await house.settle()
    await house.at(MINUTE)
    await house.settle()
    return house
  }

  it('come to it over all pages, of the unit and everything below it', async () => {
    const seen = new Set<string>()
    await fc.assert(fc.asyncProperty(anyHouse, async ({ told, limit }) => {
      const house = await open(told)
      const yesterday = await closeYesterday(house)
      for (const unit of house.org.current().codes) {
        for (const figure of CODES.flatMap(code => [{ code, unit, day: undefined }, { code, unit, day: yesterday }])) {
          const facts = await pagesOf(house, figure, limit)
          const { num, den } = await figureOf(house, figure)
          expect({ ...figure, ...sumOf(facts) }).toEqual({ ...figure, num, den: isCount(figure.code) ? 0 : den })
          if (facts.length > 0)
            seen.add(`${figure.code} ${figure.day}`)
        }
      }
    }), { numRuns: runs, interruptAfterTimeLimit: 60_000 })
    expect(seen.size).toBeGreaterThan(kind === 'sqlite' ? 20 : 0)
  }, 120_000)

  it('are all the rows that make it, wherever a page would stop: now and at the end of any day', async () => {
    await fc.assert(fc.asyncProperty(anyHouse, async ({ told, ago }) => {
      const house = await open(told)
      const today = house.days.dayOf(house.now())
      const atMs = ago === 0 ? house.now() : house.days.startOf(today - ago + 1) - 1
      for (const unit of house.org.current().codes) {
        for (const code of CODES) {
          const { rows, part } = await ownOf(house, { code, unit, atMs })
          expect({ code, unit, ...rows }).toEqual({ code, unit, ...part })
        }
      }
    }), { numRuns: runs, interruptAfterTimeLimit: 60_000 })
  }, 120_000)
})
