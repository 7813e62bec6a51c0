/**
 * Why a number is what it is: its definition, its formula with its numbers, what it is the sum of, who feeds it and how old
 * that is, and how it moved. Read from the figures as they stand, never from the log, so it costs the same after years.
 *
 * The public is told a figure over people as far as no small group can be told from it, today's only: which figures of a past
 * day could be shown depends on who stood where then.
 */
import type { Audience, MetricExplained } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { BySeverity } from '../../model/config/levelOf.ts'
import type { Fraction, IndicatorSubject } from '../../model/metrics/indicatorsOf.ts'
import type { Disclosure } from '../topics/compose/hidden.ts'
import type { Scene } from '../topics/compose/scene.ts'
import type { Ask, ExplainOptions } from './ask.ts'
import type { Figure } from './figure.ts'
import type { TrendStep } from './trend.ts'
import { GUARDED_SUBJECTS } from '@qinglian/shared'
import { factLister } from '../../model/facts/catalogue.ts'
import { freshnessOf } from '../../model/freshness.ts'
import { judgedAs } from '../../model/metrics/judgedAs.ts'
import { periodStart } from '../../model/metrics/period.ts'
import { sourcesOf } from '../../model/parts/arrivals.ts'
import { stationsBelow } from '../topics/compose/scene.ts'
import { indicatorFor } from './ask.ts'
import { dailyFigures } from './dailyFigures.ts'
import { figureOf, HIDDEN, UNKNOWN } from './figure.ts'
import { factsAddress, withheldFor } from './listFacts.ts'
import { isAboutPeople, publicFigures } from './publicFigures.ts'
import { storedScene } from './storedScene.ts'
import { trendOf } from './trend.ts'

export interface MetricQuestion {
  readonly code: string
  readonly unit: string
  readonly audience: Audience
  /** A past day; now where it is left out. */
  readonly day?: number | undefined
  /** A figure for each day, or for each month or year as it ended. */
  readonly trend?: TrendStep | undefined
}

/** Explains one figure; `undefined` where there is no such indicator for this audience. */
export async function explainMetric(question: MetricQuestion, options: ExplainOptions): Promise<MetricExplained | undefined> {
  const { code, unit, audience } = question
  const known = indicatorFor(code, audience, options.indicators)
  if (known === undefined)
    return undefined
  const { indicator, subject } = known

  const nowMs = options.clock()
  const { days } = options
  const isPast = question.day !== undefined && question.day < days.dayOf(nowMs)
  const day = isPast ? question.day! : days.dayOf(nowMs)
  const scene = await storedScene({ ...options, org: options.org(), atMs: isPast ? days.startOf(day + 1) - 1 : nowMs })
  const ask: Ask = { indicator, unit, scene, day: isPast ? day : undefined }
  const isDaily = audience === 'public' && GUARDED_SUBJECTS.includes(subject)
  const isGuarded = isDaily || (audience === 'public' && isAboutPeople(code))
  const all = isGuarded ? await guarded(ask, { disclosure: options.disclosure, isDaily }) : await open(ask)
  const isListed = all.figure.num !== null && factLister(code, options.wording) !== undefined && withheldFor({ code, subject, audience, day }, days.dayOf(nowMs)) === undefined
  const from = periodStart(indicator.period, day, days)
  return {
    code,
    name: indicator.name,
    unit,
    unitName: nameOf(scene, unit),
    definition: indicator.definition,
    formula: indicator.formula,
    period: { kind: indicator.period, from: from === null ? null : days.format(from), to: days.format(day) },
    at: new Date(scene.atMs).toISOString(),
    ...await withQuality(all.figure, ask, subject),
    level: await levelOf(ask, all.figure),
    ...(indicator.target === undefined ? {} : { target: indicator.target }),
    direction: indicator.direction,
    owner: indicator.owner,
    ...(all.parts === undefined ? {} : { parts: all.parts }),
    sources: (await sources(ask, subject, audience)).map(source => isDaily ? { ...source, newest: null } : source),
    ...(isListed ? { facts: factsAddress({ code, unit, day: ask.day }, days) } : {}),
    ...(isGuarded ? {} : { trend: await trendOf({ ...ask, by: question.trend ?? 'day' }) }),
  }
}

interface Told { readonly figure: Figure, readonly parts: MetricExplained['parts'] }

/** As the tables have it: the unit's figure, and what its own facts and each unit below add to it. */
async function open({ indicator, unit, scene, day }: Ask): Promise<Told> {
  const isCount = indicator.unit === 'count'
  const children = scene.tree.children(unit)
  const figures = await fractions(scene.db, { code: indicator.code, units: [unit, ...children], day })
  const mine = figures.get(unit)
  if (mine === undefined)
    return { figure: UNKNOWN, parts: undefined }
  if (indicator.rollup !== 'sum')
    return { figure: figureOf(mine, isCount), parts: undefined }
  const below = children.map(child => ({ child, fraction: figures.get(child) ?? { num: 0, den: 0 } }))
  const own = below.reduce((rest, { fraction }) => ({ num: rest.num - fraction.num, den: rest.den - fraction.den }), mine)
  return {
    figure: figureOf(mine, isCount),
    parts: [
      { unit, unitName: nameOf(scene, unit), own: true, ...figureOf(own, isCount) },
      ...below.map(({ child, fraction }) => ({ unit: child, unitName: nameOf(scene, child), own: false, ...figureOf(fraction, isCount) })),
    ],
  }
}

/** As the public may see it: what its own staff add is told of no unit, since that is no figure of its own. */
async function guarded({ indicator, unit, scene, day }: Ask, { disclosure, isDaily }: { disclosure: Disclosure, isDaily: boolean }): Promise<Told> {
  if (day !== undefined)
    return { figure: HIDDEN, parts: undefined }
  const children = scene.tree.children(unit)
  const units = [unit, ...children]
  const shown = isDaily ? await dailyFigures(indicator.code, units, scene.db) : await publicFigures(indicator, units, { scene, disclosure, parent: unit })
  return {
    figure: shown.get(unit) ?? UNKNOWN,
    parts: indicator.rollup === 'sum' ? children.map(child => ({ unit: child, unitName: nameOf(scene, child), own: false, ...shown.get(child) ?? UNKNOWN })) : undefined,
  }
}

async function fractions(db: Kysely<Database>, { code, units, day }: { code: string, units: readonly string[], day: number | undefined }): Promise<Map<string, Fraction>> {
  const rows = day === undefined
    ? await db.selectFrom('metric_now').select(['unit', 'num', 'den']).where('unit', 'in', units).where('code', '=', code).execute()
    : await db.selectFrom('metric_day').select(['unit', 'num', 'den']).where('unit', 'in', units).where('code', '=', code).where('day', '=', day).execute()
  return new Map(rows.map(({ unit, num, den }) => [unit, { num, den }]))
}

async function levelOf(ask: Ask, { num, den, suppressed }: Figure) {
  const { indicator, unit, scene } = ask
  if (num === null || suppressed === true)
    return 'none'
  const bySeverity = indicator.bySeverity === true ? { bySeverity: await severities(ask) } : {}
  return scene.wording.level(indicator.code, { ...judgedAs(indicator.code, { num, den: den ?? 0 }, scene), ...bySeverity }, stationsBelow(scene, unit))
}

/** The same count by colour, which stands beside it as `<code>.<colour>`. */
async function severities({ indicator, unit, scene, day }: Ask): Promise<BySeverity> {
  const of = async (colour: string): Promise<number> => (await fractions(scene.db, { code: `${indicator.code}.${colour}`, units: [unit], day })).get(unit)?.num ?? 0
  return { yellow: await of('yellow'), orange: await of('orange'), red: await of('red') }
}

/** A figure whose sources are silent is old; a nothing of which no source ever told is missing (domain.md §3.13). A past day's is what it is. */
async function withQuality(figure: Figure, { unit, scene, day }: Ask, subject: IndicatorSubject): Promise<Figure> {
  if (day !== undefined || figure.suppressed === true || subject === 'alerts')
    return figure
  const { state } = freshnessOf(sourcesOf([await scene.total(unit, subject)], true), scene.sources)
  if (state === 'never' && (figure.num ?? 0) === 0)
    return { ...figure, quality: 'missing' }
  return state === 'silent' && figure.quality !== 'missing' && figure.quality !== 'na' ? { ...figure, quality: 'stale' } : figure
}

async function sources({ unit, scene }: Ask, subject: IndicatorSubject, audience: Audience): Promise<MetricExplained['sources']> {
  const newest = sourcesOf([await scene.total(unit, subject)], audience !== 'public')
  const bySystem = new Map<string, Map<string, number>>()
  for (const [source, ms] of newest) {
    const system = scene.sources.systemOf(source)?.system
    const name = scene.wording.sourceName(system ?? source) ?? ''
    bySystem.set(name, (bySystem.get(name) ?? new Map<string, number>()).set(source, ms))
  }
  return [...bySystem].map(([name, mine]) => ({ name, ...freshnessOf(mine, scene.sources) })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function nameOf({ org, atMs }: Scene, unit: string): string {
  return org.describe(unit, atMs)?.shortName ?? unit
}
