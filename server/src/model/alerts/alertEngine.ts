/**
 * The alert engine (domain.md §4): once a minute it looks which conditions stand, compares them with the open alerts,
 * and records what follows as facts of its own.
 *
 * Promises: one condition (rule, unit, object) keeps one alert; what people have ended is not raised anew while it stands; a tick that is repeated after a crash repeats its
 * statements and raises nothing twice; what was recorded is in the log, so a rebuild replays it and never raises anew.
 * Only the engine's own blue alerts end by themselves, a day after their condition has gone. Ticks never overlap. A
 * tick that fails leaves nothing behind but a line in the operator's log, and the next one tries again; a rule that
 * fails alone takes only its own alerts out of that tick. Cost: open tasks, findings and alerts, never the closed ones.
 */
import type { Statement } from '../../data/statement.ts'
import type { Watch } from './look.ts'
import type { Judge } from './standing.ts'
import { changesOf } from './changes.ts'
import { writeHolds } from './holds.ts'
import { look } from './look.ts'
import { openAlertsQuery, unsettledAlertsQuery } from './openAlerts.ts'
import { candidates, raisedFor } from './raising.ts'
import { numbered } from './statements.ts'

export interface AlertEngineOptions extends Omit<Watch, 'listeningSinceMs'> {
  /** Brings statements into the log, durably; rejects when it cannot. */
  readonly record: (statements: Statement[]) => Promise<void>
  readonly clock: () => number
}

export interface AlertEngine {
  /** Never rejects. While one is running, the same promise. */
  tick: () => Promise<void>
}

/** Well below what the writer takes at once; a first tick over old data may have thousands to say. */
const STATEMENTS_AT_ONCE = 500

export function createAlertEngine(options: AlertEngineOptions): AlertEngine {
  const watch = { ...options, listeningSinceMs: options.clock() }
  let running: Promise<void> | undefined
  return {
    tick: () => running ??= run(watch)
      .catch((error: unknown) => options.log.error({ err: error }, 'alert tick failed; the next one tries again'))
      .finally(() => {
        running = undefined
      }),
  }
}

async function run(watch: AlertEngineOptions & Watch): Promise<void> {
  const { store, org, config, workingDays } = watch
  const nowMs = watch.clock()
  const { rules, standings, holds } = await look(watch, nowMs)
  const known = [...await openAlertsQuery(store.reader).execute(), ...await unsettledAlertsQuery(store.reader).execute()]
  const open = known.filter(alert => rules.has(alert.rule))
  const judge: Judge = { rules: config.alertRules, workingDays, nowMs }
  const tree = org.current()
  const wanted = candidates(standings.filter(standing => tree.isDeclared(standing.unit)), open, judge)
  const drafts = [...changesOf(open, standings, judge), ...await raisedFor(wanted, store.reader)]
  for (let from = 0; from < drafts.length; from += STATEMENTS_AT_ONCE)
    await watch.record(numbered(drafts.slice(from, from + STATEMENTS_AT_ONCE)))
  await store.write(tx => writeHolds(tx, holds))
}
