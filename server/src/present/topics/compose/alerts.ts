/** `alerts`: how many are open, by colour and state; the rows themselves only inside the house. */
import type { AlertRow, AlertState, AlertsTopic, Audience, Severity } from '@qinglian/shared'
import type { Part } from '../../../model/parts/part.ts'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { ALERT_STATES, FINAL_ALERT_STATES, SEVERITIES } from '@qinglian/shared'
import { figureId } from '../../../model/disclosure/figures.ts'
import { engineFreshness } from '../../../model/freshness.ts'
import { unitLink } from './about.ts'

/** More rows than this help nobody; the worst come first. */
const MAX_ITEMS = 100
/** Above so many units the rows are asked for unit by unit, on the units' own topics. */
const MAX_UNITS_FOR_ITEMS = 300

export interface AlertQuestion { readonly unit: string, readonly audience: Audience }

export type OpenAlerts = AlertsTopic['open']

export async function composeAlerts({ unit, audience }: AlertQuestion, scene: Scene, disclosure: Disclosure): Promise<AlertsTopic> {
  const total = await scene.total(unit, 'alerts')
  const counted = await countedAlerts({ total, audience }, scene, disclosure)
  const codes = scene.tree.subtree(unit)
  return {
    open: openAlerts(total, counted),
    overdue: sum(total, ([what, ...kind]) => what === 'overdue' && counted(kind)),
    byState: Object.fromEntries(ALERT_STATES.map(state => [state, sum(total, ([what, stands, , ...kind]) => what === 'alert' && stands === state && counted(kind))])) as Record<AlertState, number>,
    ...(audience === 'public' || codes.length > MAX_UNITS_FOR_ITEMS ? {} : { items: await openItems(codes, scene) }),
    freshness: engineFreshness(scene.sources),
  }
}

/** Which kinds of alerts count: `[rule]`, or `[rule, unit, campaign/…]` for alerts about people. */
export type Counted = (kind: readonly string[]) => boolean

/**
 * Inside the house all count. The public counts those of self-evident rules; of alerts about campaigns only where the
 * figure they are about is on show itself: at a unit with nothing below it, for a campaign that names nobody, unhidden.
 */
export async function countedAlerts({ total, audience }: { total: Part, audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<Counted> {
  if (audience !== 'public')
    return () => true
  const shown = new Set<string>()
  const kinds = new Map(Object.keys(total.sums).map(name => name.split('|').slice(name.startsWith('overdue|') ? 1 : 3)).filter(kind => kind.length > 1).map(kind => [kind.join('|'), kind]))
  for (const [name, [, unit, object]] of kinds) {
    if (await isShown({ unit: unit!, campaign: object!.slice('campaign/'.length) }, scene, disclosure))
      shown.add(name)
  }
  return ([rule, ...rest]) => scene.wording.rule(rule!)?.countsPublicly === true && (rest.length === 0 || shown.has([rule, ...rest].join('|')))
}

async function isShown({ unit, campaign }: { unit: string, campaign: string }, scene: Scene, disclosure: Disclosure): Promise<boolean> {
  const row = await scene.db.selectFrom('pledge_campaign').select(['pledge_type', 'signatories']).where('campaign', '=', campaign).executeTakeFirst()
  if (row === undefined || 'staffNos' in (JSON.parse(row.signatories) as object) || scene.tree.children(unit).length > 0)
    return false
  return !(await disclosure.hidden(unit, scene)).has(figureId(unit, { kind: 'type', type: row.pledge_type }))
}

/** Open alerts by colour. @param counted which kinds count for the audience */
export function openAlerts(total: Part, counted: Counted): OpenAlerts {
  const of = (severity: Severity): number => sum(total, ([what, state, colour, ...kind]) => what === 'alert' && colour === severity && !FINAL_ALERT_STATES.includes(state as AlertState) && counted(kind))
  return { blue: of('blue'), yellow: of('yellow'), orange: of('orange'), red: of('red') }
}

function sum(total: Part, wanted: (name: string[]) => boolean): number {
  return Object.entries(total.sums).reduce((all, [name, n]) => wanted(name.split('|')) ? all + n : all, 0)
}

async function openItems(codes: readonly string[], scene: Scene): Promise<AlertRow[]> {
  const rows = await scene.db.selectFrom('alert').selectAll().where('unit', 'in', codes).where('state', 'not in', FINAL_ALERT_STATES).execute()
  return rows
    .filter(row => row.unit !== null && scene.org.isDeclared(row.unit))
    .sort((a, b) => SEVERITIES.indexOf(b.severity as Severity) - SEVERITIES.indexOf(a.severity as Severity) || a.raised_ms! - b.raised_ms! || (a.alert < b.alert ? -1 : 1))
    .slice(0, MAX_ITEMS)
    .map(row => ({
      alert: row.alert,
      rule: row.rule!,
      ruleName: scene.wording.rule(row.rule!)?.name ?? row.rule!,
      unit: row.unit!,
      unitName: unitLink(row.unit!, scene).shortName,
      object: row.object!,
      severity: row.severity as Severity,
      state: row.state as AlertState,
      condition: row.condition === 'gone' ? 'gone' : 'standing',
      raisedAt: new Date(row.raised_ms!).toISOString(),
      dueAt: new Date(row.due_ms!).toISOString(),
      overdue: row.due_ms! < scene.atMs,
    }))
}
