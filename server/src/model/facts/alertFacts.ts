/**
 * Alerts behind a figure, by their tallies (`alerts/disposal/tallies.ts`): newest first, since what was handled of late was mostly
 * raised of late. What is open stands open for as long as nobody ends it, so those that are open come first, whenever they were raised.
 */
import type { Row } from '../../db/store.ts'
import type { IndicatorCode } from '../config/indicators.ts'
import type { IndicatorKinds } from '../metrics/indicatorsOf.ts'
import type { Tally } from '../projections/projection.ts'
import type { FactLister, FactScene, Share, Stretch } from './fact.ts'
import { FINAL_ALERT_STATES, SEVERITIES } from '@qinglian/shared'
import { sql } from 'kysely'
import { handledKind, PRIVATE_KIND } from '../alerts/disposal/tallies.ts'
import { alerts } from '../projections/alert.ts'
import { newestFirst } from './byInstant.ts'
import { addedBy, lastEntered, listStretch } from './fact.ts'

type Alert = Row<'alert'>

/** The measures of an alert that make an indicator, without their beginning; nothing where the indicator leaves it out. */
interface Weight {
  readonly num: readonly string[]
  /** Left out by a count. */
  readonly den?: string
  /** How many of the measure make one below the line. */
  readonly times?: number
}
type Weigh = (alert: Alert, kinds: IndicatorKinds) => Weight | undefined

/** The indicators of alerts that are sums. */
type AlertCode = Extract<IndicatorCode, `rsk.alert_${string}` | 'rsk.mttr' | 'rsk.sign_latency' | 'rsk.false_rate'>

const MINUTES_AN_HOUR = 60
const RAISED = { ms: 'raised_ms', id: 'alert' }

/** Of rules that the public may count alone, and of none that is about people, as the indicators are. */
function handled(num: string, den: string): Weigh {
  return (alert, kinds) => {
    const kind = handledKind(alert)
    return kind !== PRIVATE_KIND && kinds.rule(kind)?.countsPublicly === true ? { num: [`${num}:${kind}`], den: `${den}:${kind}` } : undefined
  }
}

const WEIGHTS: Readonly<Record<AlertCode, Weigh>> = {
  'rsk.alert_open': () => ({ num: SEVERITIES.map(severity => `open.${severity}`) }),
  'rsk.alert_ontime': handled('judged.kept', 'judged'),
  'rsk.mttr': handled('closed.days', 'closed'),
  'rsk.sign_latency': () => ({ num: ['signed.minutes'], den: 'signed', times: MINUTES_AN_HOUR }),
  'rsk.false_rate': () => ({ num: ['ended.false'], den: 'ended' }),
}

export const ALERT_FACTS: ReadonlyMap<string, FactLister> = new Map(Object.entries(WEIGHTS).map(([code, weigh]) => [code, scene => code === 'rsk.alert_open' ? [openAlerts(scene, weigh), ...raisedAlerts(scene, weigh, { isOpen: false })] : raisedAlerts(scene, weigh, {})]))

/** Those that are open as things stand, which are few. */
function openAlerts(scene: FactScene, weigh: Weigh): Stretch {
  return listStretch(async () => {
    const rows = await ofUnit(scene).where(isOpenNow(true)).execute()
    return rows.flatMap((alert) => {
      const share = shareOf(alert, weigh, scene)
      return share === undefined ? [] : [{ id: alert.alert, share }]
    })
  })
}

/** Those raised by the end of the day, then those of later: one whose time was over before it was raised is late since then. @param isOpen left out for those of every state */
function raisedAlerts(scene: FactScene, weigh: Weigh, { isOpen }: { readonly isOpen?: boolean }): Stretch[] {
  const { days, atMs } = scene.context
  const endMs = days.startOf(days.dayOf(atMs) + 1)
  return [{ untilMs: endMs }, { fromMs: endMs }].map((range): Stretch => ({
    async read(after, most) {
      const all = ofUnit(scene)
      const some = isOpen === undefined ? all : all.where(isOpenNow(isOpen))
      const rows = await some.where(newestFirst(RAISED, range, after)).orderBy('raised_ms', 'desc').orderBy('alert', 'desc').limit(most).execute()
      return rows.map(alert => ({ place: { ms: alert.raised_ms, id: alert.alert }, share: shareOf(alert, weigh, scene) }))
    },
  }))
}

function ofUnit({ unit, context }: FactScene) {
  return context.db.selectFrom('alert').selectAll().where('unit', '=', unit.code)
}

/** The condition is the very one of the partial index. */
function isOpenNow(isOpen: boolean) {
  const final = sql.join(FINAL_ALERT_STATES.map(state => sql.lit(state)))
  return isOpen ? sql<boolean>`state not in (${final})` : sql<boolean>`state in (${final})`
}

function shareOf(alert: Alert, weigh: Weigh, { kinds, context: { days, atMs } }: FactScene): Share | undefined {
  const weight = weigh(alert, kinds)
  if (weight === undefined)
    return undefined
  const today = days.dayOf(atMs)
  const tallies = alerts.tallies!(alert, days)
  const of = (names: readonly string[]): Tally[] => tallies.filter(({ measure }) => names.some(name => measure === `alerts/${name}`))
  const added = (names: readonly string[]): number => of(names).reduce((sum, tally) => sum + addedBy(tally, today), 0)
  const below = weight.den === undefined ? [] : [weight.den]
  const [num, den] = [added(weight.num), added(below) * (weight.times ?? 1)]
  return num === 0 && den === 0 ? undefined : { kind: 'alert', id: alert.alert, isPersonal: false, num, den, day: lastEntered(of(num > 0 ? weight.num : below), today), atMs: alert.raised_ms }
}
