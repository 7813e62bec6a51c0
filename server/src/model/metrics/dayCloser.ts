/**
 * Closes days: writes `metric_day`, the value of each indicator and unit at the end of each past day.
 *
 * A day's figure is a function of the tables and that day's tree, so a day can be closed late and closed again; marks in
 * `dirty_day` say from which day on. Work is cut into small steps that leave room for facts, units below before units above,
 * because a parent's day is its own numbers and its children's days, rolled up.
 */
import type { Store, Tx } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { OrgTree, TreeAt } from '../org/orgTree.ts'
import type { Fraction, IndicatorKinds, IndicatorSubject } from './indicatorsOf.ts'
import { ownPart } from '../parts/catalogue.ts'
import { CODE_PREFIXES, indicatorsOf } from './indicatorsOf.ts'
import { endDay, KEPT_DAYS, saveLate } from './lateDays.ts'
import { rollUp } from './rollUp.ts'

/** Days closed in one transaction. */
const DAYS_A_STEP = 8
const CLOSED_KEY = 'closed_day'

export interface DayCloserOptions {
  readonly store: Store
  readonly org: () => OrgTree
  readonly days: Terms
  readonly kinds: IndicatorKinds
  readonly clock: () => number
}

export interface DayCloser {
  /** Does one small step; tells whether there is more to do. */
  step: () => Promise<boolean>
}

interface LateRow { unit: string, domain: IndicatorSubject, from_day: number }

export function createDayCloser({ store, org, days, kinds, clock }: DayCloserOptions): DayCloser {
  return {
    async step() {
      const today = days.dayOf(clock())
      await noteEndedDays(store, org(), today)
      const late = await store.reader.selectFrom('dirty_day').selectAll().where('from_day', '<', today).execute() as LateRow[]
      const tree = org().at(clock())
      const [next] = late.sort((a, b) => tree.path(b.unit).length - tree.path(a.unit).length || (a.unit + a.domain < b.unit + b.domain ? -1 : 1))
      if (next === undefined)
        return false
      await store.write(tx => closeStep(tx, next, { today, org: org(), days, kinds }))
      return true
    },
  }
}

/** At the first step of a day, marks the days that have ended since the last one. */
async function noteEndedDays(store: Store, org: OrgTree, today: number): Promise<void> {
  const row = await store.reader.selectFrom('meta').select('value').where('key', '=', CLOSED_KEY).executeTakeFirst()
  const closed = row === undefined ? today - 2 : Number(row.value)
  if (closed >= today - 1)
    return
  await store.write(async (tx) => {
    await endDay(tx, org.codes, Math.max(closed + 1, today - KEPT_DAYS))
    await tx.db.insertInto('meta').values({ key: CLOSED_KEY, value: String(today - 1) }).onConflict(oc => oc.column('key').doUpdateSet({ value: String(today - 1) })).execute()
  })
}

interface CloseScene { readonly today: number, readonly org: OrgTree, readonly days: Terms, readonly kinds: IndicatorKinds }

async function closeStep(tx: Tx, { unit, domain, from_day }: LateRow, scene: CloseScene): Promise<void> {
  const until = Math.min(from_day + DAYS_A_STEP, scene.today)
  const parents = new Set<string>()
  for (let day = from_day; day < until; day += 1) {
    const atMs = scene.days.startOf(day + 1) - 1
    const tree = scene.org.at(atMs)
    if (!tree.isActive(unit)) {
      await forgetDay(tx, { unit, day }, domain)
      continue
    }
    await saveDay(tx, { unit, day }, await dayFigures(tx, { unit, domain, day, atMs, tree }, scene))
    const parent = tree.parent(unit)
    if (parent !== undefined)
      parents.add(parent)
  }
  await saveLate(tx, [...parents].map(parent => ({ unit: parent, domain, from_day })))
  const mark = tx.db.updateTable('dirty_day').set({ from_day: until }).where('unit', '=', unit).where('domain', '=', domain)
  await (until >= scene.today ? tx.db.deleteFrom('dirty_day').where('unit', '=', unit).where('domain', '=', domain).execute() : mark.execute())
}

interface DayQuestion { readonly unit: string, readonly domain: IndicatorSubject, readonly day: number, readonly atMs: number, readonly tree: TreeAt }

async function dayFigures(tx: Tx, { unit, domain, day, atMs, tree }: DayQuestion, { org, days, kinds }: CloseScene): Promise<Map<string, Fraction>> {
  const about = { code: unit, level: org.describe(unit, atMs)!.level }
  const own = await ownPart(domain, about, { db: tx.db, org, days, atMs })
  const figures = indicatorsOf(domain, own.part, kinds)
  const children = tree.children(unit)
  if (children.length === 0)
    return figures
  const below = await tx.db.selectFrom('metric_day').select(['code', 'num', 'den'])
    .where('unit', 'in', children)
    .where('code', 'in', [...figures.keys()])
    .where('day', '=', day)
    .execute()
  return rollUp(figures, below)
}

async function saveDay(tx: Tx, { unit, day }: { unit: string, day: number }, figures: ReadonlyMap<string, Fraction>): Promise<void> {
  const rows = [...figures].map(([code, { num, den }]) => ({ unit, code, day, num, den }))
  await tx.db.insertInto('metric_day').values(rows).onConflict(oc => oc.columns(['unit', 'code', 'day']).doUpdateSet(eb => ({ num: eb.ref('excluded.num'), den: eb.ref('excluded.den') }))).execute()
}

/** A unit has no figures for days on which it did not exist, whatever was known when they were closed first. */
async function forgetDay(tx: Tx, { unit, day }: { unit: string, day: number }, domain: IndicatorSubject): Promise<void> {
  for (const prefix of CODE_PREFIXES.get(domain)!)
    await tx.db.deleteFrom('metric_day').where('unit', '=', unit).where('day', '=', day).where('code', '>=', prefix).where('code', '<', `${prefix}~`).execute()
}
