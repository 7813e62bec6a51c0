/**
 * Draws the portraits of all units once a day, at seven in the morning, and records them as facts (domain.md §3.13, §6.1):
 * that is when the public form changes, what trends are made of, and what the next portraits go on from (`calendar/morning.ts`
 * says when it is time). The same day drawn again is the same statement.
 */
import type { Statement } from '../../data/statement.ts'
import type { Store } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { OrgTree } from '../org/orgTree.ts'
import type { Portrait } from './drawPortrait.ts'
import type { PublicForm } from './publicForm.ts'
import type { PortraitRules, SittingScene } from './sitting.ts'
import { PORTRAIT_SOURCE, portraitDrawn } from '@qinglian/shared'
import { isMorningDue, noteMorning } from '../calendar/morning.ts'
import { drawnPortraits, lastOf } from './drawnPortraits.ts'
import { drawPortrait, scoresOf } from './drawPortrait.ts'
import { placesOf } from './peers.ts'
import { publicForm } from './publicForm.ts'
import { sittingOf } from './sitting.ts'

const META_KEY = 'portraits_drawn'
/** Well below what the writer takes at once. */
const STATEMENTS_AT_ONCE = 200

export interface DraftsmanOptions {
  readonly store: Store
  readonly org: () => OrgTree
  readonly days: Terms
  readonly rules: () => PortraitRules
  readonly clock: () => number
  /** What is stored of parts at an instant, and of which indicators the public must not see a unit's figure. */
  readonly open: (atMs: number) => Promise<Studio>
  readonly record: (statements: Statement[]) => Promise<void>
}

export interface Studio extends Omit<SittingScene, 'rules'> {
  readonly hidden: (unit: string, codes: readonly string[]) => Promise<ReadonlySet<string>>
}

interface Drawn { readonly unit: string, readonly kind: string, readonly portrait: Portrait, readonly shown: PublicForm }

export interface Draftsman {
  /** Draws if it is time to; tells whether it was. @param isAtRest whether what is being loaded has come to rest */
  readonly step: (isAtRest: boolean) => Promise<boolean>
}

export function createDraftsman(options: DraftsmanOptions): Draftsman {
  const { store, days, clock } = options
  return {
    async step(isAtRest) {
      const morning = { key: META_KEY, days, nowMs: clock() }
      if (!await isMorningDue(store.reader, { ...morning, isAtRest }))
        return false
      await drawAll(options, morning.nowMs)
      await store.write(tx => noteMorning(tx, morning))
      return true
    },
  }
}

async function drawAll({ org, days, rules: current, open, record }: DraftsmanOptions, atMs: number): Promise<void> {
  const rules = current()
  const studio = await open(atMs)
  const tree = org().at(atMs)
  const drawn: Drawn[] = []
  for (const unit of tree.roots.flatMap(tree.subtree))
    drawn.push(await drawOne(unit, studio, rules))
  const places = byKind(drawn, ({ portrait }) => portrait.coverage >= rules.config.enoughForRank ? portrait.total : null)
  const shownPlaces = byKind(drawn, ({ shown }) => shown.points)
  const statements = drawn.map((one, index) => statementOf(one, { index, atMs, days, version: rules.version, place: places.get(one.unit), quartile: shownPlaces.get(one.unit)?.quartile ?? null }))
  for (let from = 0; from < statements.length; from += STATEMENTS_AT_ONCE)
    await record(statements.slice(from, from + STATEMENTS_AT_ONCE))
}

async function drawOne(unit: string, studio: Studio, rules: PortraitRules): Promise<Drawn> {
  const [before] = await drawnPortraits(studio.db, unit, 1)
  const sitting = await sittingOf(unit, lastOf(before, studio.days), { ...studio, rules })
  const portrait = drawPortrait(sitting)
  const hidden = await studio.hidden(unit, portrait.dimensions.flatMap(({ members }) => members.map(({ code }) => code)))
  const people = (await studio.total(unit, 'talks')).sums.staff ?? 0
  return { unit, kind: sitting.kind ?? studio.org.describe(unit, studio.atMs)!.level, portrait, shown: publicForm(portrait, { config: rules.config, people, hidden }) }
}

/** Places within each kind of unit, of those that have points. */
function byKind(drawn: readonly Drawn[], pointsOf: (one: Drawn) => number | null): ReturnType<typeof placesOf> {
  const kinds = Map.groupBy(drawn, ({ kind }) => kind)
  return new Map([...kinds.values()].flatMap(peers => [...placesOf(new Map(peers.flatMap((peer) => {
    const points = pointsOf(peer)
    return points === null ? [] : [[peer.unit, points] as const]
  })))]))
}

interface Record { readonly index: number, readonly atMs: number, readonly days: Terms, readonly version: string, readonly place: ReturnType<typeof placesOf> extends Map<string, infer P> ? P | undefined : never, readonly quartile: number | null }

function statementOf({ unit, portrait, shown }: Drawn, { index, atMs, days, version, place, quartile }: Record): Statement {
  const day = days.format(days.dayOf(atMs))
  const at = new Date(atMs).toISOString()
  const data = {
    day,
    at,
    version,
    total: portrait.total,
    grade: portrait.grade,
    coverage: portrait.coverage,
    confidence: portrait.confidence,
    vetoed: portrait.vetoed,
    ...place === undefined ? {} : { rank: place },
    dimensions: portrait.dimensions.map(({ id, points, coverage }) => ({ id, points, coverage })),
    scores: [...scoresOf(portrait)].map(([code, { points, seen }]) => ({ code, points, seen: days.format(seen) })),
    public: { ...shown, quartile },
  }
  return { index, source: PORTRAIT_SOURCE, id: `portrait/${unit}/${day}`, type: portraitDrawn.type, subject: unit, timeMs: atMs, time: at, data, wide: true }
}
