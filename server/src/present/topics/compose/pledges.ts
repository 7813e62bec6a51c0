/**
 * `pledges`: coverage in all, by type and by line.
 *
 * The house sees every campaign. The public sees those that do not name their signatories one by one, without the
 * figures that could be traced to fewer than three people; a level, a name or a count that would tell what a hidden
 * figure hides is left out with it.
 */
import type { Audience, Level, PledgesTopic, Rate } from '@qinglian/shared'
import type { FigureKind } from '../../../model/disclosure/figures.ts'
import type { Part } from '../../../model/parts/part.ts'
import type { Cell } from '../../../model/parts/pledgesPart.ts'
import type { Hidden } from './hidden.ts'
import type { Scene } from './scene.ts'
import { rateOf, suppressedRate, worseLevel } from '@qinglian/shared'
import { figureId } from '../../../model/disclosure/figures.ts'
import { freshnessOf } from '../../../model/freshness.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'
import { cellsOf } from '../../../model/parts/pledgesPart.ts'

/** Names of types without configuration are texts of an upstream, so the public gets this instead. */
const OTHER_PLEDGE = '其他承诺'

/** Coverage a unit may show, and its level: also what a parent's table of stations shows of it. */
export interface PledgeFigures {
  readonly coverage: Rate
  readonly byType: PledgesTopic['byType']
  readonly byLine: PledgesTopic['byLine']
  readonly expiring30d: number | undefined
  readonly level: Level
}

export interface PledgeQuestion { readonly unit: string, readonly audience: Audience, readonly hidden: Hidden }

export async function composePledges(question: PledgeQuestion, scene: Scene): Promise<PledgesTopic> {
  const total = await scene.total(question.unit, 'pledges')
  const { coverage, byType, byLine, expiring30d, level } = await pledgeFigures(total, question, scene)
  return { coverage, byType, byLine, ...(expiring30d === undefined ? {} : { expiring30d }), level, freshness: freshnessOf(sourcesOf([total], question.audience !== 'public'), scene.sources) }
}

export async function pledgeFigures(total: Part, { unit, audience, hidden }: PledgeQuestion, scene: Scene): Promise<PledgeFigures> {
  const isPublic = audience === 'public'
  const cells = cellsOf(total, !isPublic)
  const mandatory = cells.filter(cell => scene.wording.pledgeType(cell.type)?.mandatory ?? true)
  const rate = (some: readonly Cell[], figure: FigureKind): Rate => isPublic && hidden.has(figureId(unit, figure)) ? suppressedRate() : sumOf(some)
  const byType: PledgesTopic['byType'] = []
  for (const type of new Set(cells.map(cell => cell.type))) {
    const dueMs = total.latest[`due|${type}`] ?? 0
    const coverage = rate(cells.filter(cell => cell.type === type), { kind: 'type', type })
    byType.push({ type, name: await typeName(type, isPublic, scene), coverage, dueAt: new Date(dueMs).toISOString(), level: typeLevel({ type, coverage, dueMs }, scene) })
  }
  const lines = [...new Set(mandatory.map(cell => cell.line))]
  const isMandatory = (type: string): boolean => scene.wording.pledgeType(type)?.mandatory ?? true
  return {
    coverage: rate(mandatory, { kind: 'total' }),
    byType,
    byLine: lines.map(line => ({ line, coverage: rate(mandatory.filter(cell => cell.line === line), { kind: 'line', line }) })),
    expiring30d: expiringOf(cells, byType, isPublic),
    level: byType.filter(row => isMandatory(row.type)).map(row => row.level).reduce(worseLevel, 'none'),
  }
}

function sumOf(cells: readonly Cell[]): Rate {
  return rateOf(cells.reduce((sum, cell) => sum + cell.num, 0), cells.reduce((sum, cell) => sum + cell.den, 0))
}

/** Before the deadline unsigned is progress, not failure: no colour worse than blue (domain.md §3.2). */
function typeLevel({ type, coverage, dueMs }: { type: string, coverage: Rate, dueMs: number }, { wording, atMs }: Scene): Level {
  if (coverage.num === null || coverage.den === null || coverage.den === 0)
    return 'none'
  if (coverage.num === coverage.den)
    return 'green'
  if (atMs <= dueMs)
    return 'blue'
  return wording.level(wording.pledgeType(type)?.indicator ?? 'plg.coverage', { num: coverage.num, den: coverage.den }, 1)
}

async function typeName(type: string, isPublic: boolean, { wording, db }: Scene): Promise<string> {
  const configured = wording.pledgeType(type)?.name
  if (configured !== undefined || isPublic)
    return configured ?? OTHER_PLEDGE
  const row = await db.selectFrom('pledge_campaign').select('name').where('pledge_type', '=', type).orderBy('open_ms', 'desc').orderBy('stmt', 'desc').limit(1).executeTakeFirst()
  return row?.name ?? OTHER_PLEDGE
}

/**
 * Whole campaigns end at once, so the count is safe where all of a shown type ends or none of a type does; otherwise it
 * could be a smaller group's number of signatures, and the public does not get it. It goes by who should sign, never by
 * who did: leaving it out must not tell either.
 */
function expiringOf(cells: readonly Cell[], byType: PledgesTopic['byType'], isPublic: boolean): number | undefined {
  const isSafe = byType.every(({ type, coverage }) => {
    const mine = cells.filter(cell => cell.type === type)
    const ending = mine.reduce((sum, cell) => sum + cell.ending, 0)
    return ending === 0 || (coverage.den !== null && ending === coverage.den)
  })
  return isPublic && !isSafe ? undefined : cells.reduce((sum, cell) => sum + cell.expiring, 0)
}
