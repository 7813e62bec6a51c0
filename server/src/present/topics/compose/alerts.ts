/** `alerts`: how many are open, by colour and state; the rows themselves only inside the house. */
import type { AlertRow, AlertState, AlertsTopic, Audience, Severity } from '@qinglian/shared'
import type { Part } from '../../../model/parts/part.ts'
import type { Scene } from './scene.ts'
import { ALERT_STATES, FINAL_ALERT_STATES, SEVERITIES } from '@qinglian/shared'
import { engineFreshness } from '../../../model/freshness.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'
import { unitLink } from './about.ts'

/** More rows than this help nobody; the worst come first. */
const MAX_ITEMS = 100
/** Above so many units the rows are asked for unit by unit, on the units' own topics. */
const MAX_UNITS_FOR_ITEMS = 300

export type OpenAlerts = AlertsTopic['open']

export async function composeAlerts(unit: string, audience: Audience, scene: Scene): Promise<AlertsTopic> {
  const total = await scene.total(unit, 'alerts')
  const counted = audience === 'public' ? (rule: string) => scene.wording.rule(rule)?.countsPublicly === true : () => true
  const codes = scene.tree.subtree(unit)
  return {
    open: openAlerts(total, counted),
    overdue: sum(total, ([what, rule]) => what === 'overdue' && counted(rule!)),
    byState: Object.fromEntries(ALERT_STATES.map(state => [state, sum(total, ([what, in_, , rule]) => what === 'alert' && in_ === state && counted(rule!))])) as Record<AlertState, number>,
    ...(audience === 'public' || codes.length > MAX_UNITS_FOR_ITEMS ? {} : { items: await openItems(codes, scene) }),
    freshness: engineFreshness(sourcesOf(total.latest), scene.sources),
  }
}

/** Open alerts by colour. @param counted which rules count for the audience */
export function openAlerts(total: Part, counted: (rule: string) => boolean): OpenAlerts {
  const of = (severity: Severity): number => sum(total, ([what, state, colour, rule]) => what === 'alert' && colour === severity && !FINAL_ALERT_STATES.includes(state as AlertState) && counted(rule!))
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
