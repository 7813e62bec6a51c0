/**
 * The real parts of the server, made from settings and a store and joined to each other: door → writer → tables,
 * commit → presenter → topics, and what only time brings. How they meet the world stands in `app.ts`.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { Buffer } from 'node:buffer'
import type { AppParts } from './app.ts'
import type { Settings } from './config.ts'
import type { Statement } from './data/statement.ts'
import type { Store } from './db/store.ts'
import type { LiveConfig } from './model/config/liveConfig.ts'
import type { ModelConfig } from './model/config/loadModelConfig.ts'
import type { Counting } from './model/metrics/recount.ts'
import type { OrgStore } from './model/org/orgStore.ts'
import type { Meters } from './present/http/meters.ts'
import type { After, Presenter } from './present/topics/presenter.ts'
import type { StoredTopic } from './present/topics/topicStore.ts'
import { ENGINE_SOURCE } from '@qinglian/shared'
import { createAllowedAudience } from './access/audience.ts'
import { loadFieldKey } from './access/fieldKey.ts'
import { createSourceKeys } from './access/sourceKeys.ts'
import { createVault } from './access/vault.ts'
import { createClockwork } from './clockwork.ts'
import { ingestRoutes } from './data/ingest/ingestRoutes.ts'
import { noteContact } from './data/log/arrivals.ts'
import { createRefusedKeeper, expireQuarantine } from './data/log/quarantine.ts'
import { createQuarantineList } from './data/log/quarantineList.ts'
import { createWriter } from './data/log/writer.ts'
import { createAlertEngine } from './model/alerts/alertEngine.ts'
import { createLookout } from './model/alerts/lookout.ts'
import { waitingAlerts } from './model/alerts/waiting.ts'
import { createTerms } from './model/calendar/terms.ts'
import { configText, createLiveConfig, waitingForRestart } from './model/config/liveConfig.ts'
import { createDayCloser } from './model/metrics/dayCloser.ts'
import { recountIfChanged } from './model/metrics/recount.ts'
import { notices } from './model/notices.ts'
import { createOrgStore } from './model/org/orgStore.ts'
import { coverageByCampaign } from './model/pledges/duties.ts'
import { recountIfTermsChanged } from './model/projections/recount.ts'
import { createPortraits } from './portraits.ts'
import { createMeters } from './present/http/meters.ts'
import { explainMetric } from './present/metrics/explainMetric.ts'
import { listFacts } from './present/metrics/listFacts.ts'
import { createDisclosure } from './present/topics/compose/hidden.ts'
import { createDailyGate } from './present/topics/dailyGate.ts'
import { markIfJudgementChanged } from './present/topics/judgement.ts'
import { createPresenter } from './present/topics/presenter.ts'
import { createTopicStore } from './present/topics/topicStore.ts'
import { liveWording } from './wording.ts'

export interface PartsOptions {
  readonly settings: Pick<Settings, 'configDir' | 'fieldKey' | 'fieldKeyFile' | 'ingestKey' | 'publicAccess' | 'timezone'>
  readonly store: Store
  readonly log: FastifyBaseLogger
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Secure random bytes. */
  readonly random: (bytes: number) => Buffer
  /** Runs something later; gives how to cancel it. */
  readonly after: After
}

/** Past days are closed in steps of some milliseconds, with room for facts in between. */
const CLOSE_EVERY_MS = 100
const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** @throws ModelConfigInvalid, FieldKeyInvalid */
export async function createParts({ settings, store, log, clock, random, after }: PartsOptions): Promise<AppParts> {
  const config = createLiveConfig(settings.configDir)
  const days = createTerms(settings.timezone, config.current())
  const vault = createVault({ fieldKey: loadFieldKey({ setting: settings.fieldKey, path: settings.fieldKeyFile, random }), random })
  const org = await createOrgStore(store.reader)
  const topics = createTopicStore(store)
  const meters = createMeters()
  const onError = (error: unknown): void => log.error({ err: error }, 'presenting failed; tried again soon')
  const wording = liveWording(config.current)
  const noteJudgement = async (): Promise<boolean> => {
    const { codes } = org.current()
    for (const counting of countingsOf(config.current()))
      await recountIfChanged(store, counting, { codes, today: days.dayOf(clock()) })
    return markIfJudgementChanged(store, configText(config.current()), codes)
  }
  await recountIfTermsChanged(store, { terms: days, nowMs: clock() })
  await noteJudgement()
  const presenter = await createPresenter({ store, org, days, wording, topics, clock, after, onError })

  const measure = measureLag(meters, clock)
  presenter.onTopics(measure.shown)
  const lookout = createLookout({ clock, hasUnits: () => org.current().codes.length > 0 })
  const writer = createWriter({ store, clock, days, org, vault, keepRefused: createRefusedKeeper(vault), onCommit({ tookMs }) {
    measure.committed(tookMs)
    lookout.committed()
    presenter.poke()
  } })
  const alerts = createAlertEngine({
    store,
    config: { get alertRules() { return config.current().alertRules } },
    org,
    log,
    clock,
    workingDays: days.working,
    coverage: (db, unit, atMs) => coverageByCampaign(unit, { db, org: org.current(), atMs }),
    record: async (statements: Statement[]) => void await writer.submit({ statements, refused: [] }),
  })
  const portraits = createPortraits({ store, org: org.current, days, wording, clock, record: async statements => void await writer.submit({ statements, refused: [] }) })
  const gate = createDailyGate({ store, days, clock })
  const closer = createDayCloser({ store, org: org.current, days, kinds: wording, clock })
  const door = {
    writer,
    clock,
    days,
    keys: createSourceKeys({ store, clock, random, ingestKey: settings.ingestKey }),
    quarantine: createQuarantineList(store, vault),
    tree: org.current,
    alerts: () => waitingAlerts(store.reader),
    notices: () => notices(store.reader, org.current(), clock()),
    counted: meters.counted,
  }

  return {
    store,
    writer,
    presenter,
    meters,
    topicStore: topics,
    units: { isDeclared: code => org.current().isDeclared(code), entries: () => org.current().entries(clock()) },
    metrics: () => [...config.current().indicators.values()],
    days,
    explain: question => explainMetric(question, { db: store.reader, org: org.current, days, wording, indicators: config.current().indicators, disclosure: createDisclosure(), clock }),
    listFacts: question => listFacts(question, { db: store.reader, org: org.current, days, wording, indicators: config.current().indicators, cursors: vault, clock }),
    allowedAudience: createAllowedAudience(settings),
    doors: async app => void await app.register(ingestRoutes, door),
    clockwork: createClockwork({ after, log }, [
      { everyMs: MINUTE_MS, run: presenter.tick },
      { everyMs: SECOND_MS, run: async () => lookout.isDue() && look({ store, org, tick: alerts.tick, poke: presenter.poke, clock }) },
      { everyMs: SECOND_MS, run: () => portraits.step(lookout.hasLooked()) },
      { everyMs: SECOND_MS, run: async () => await gate.step(lookout.hasLooked()) && presenter.poke() },
      { everyMs: CLOSE_EVERY_MS, run: closer.step },
      { everyMs: 5 * SECOND_MS, run: () => reload({ config, log, presenter, noteJudgement }) },
      { everyMs: HOUR_MS, run: () => expireQuarantine(store, clock()) },
    ]),
  }
}

/** Lag is counted from the first commit that is not shown yet to the next emit. */
function measureLag(meters: Meters, clock: () => number) {
  let unshownSinceMs: number | undefined
  return {
    committed(tookMs: number): void {
      meters.committed(tookMs)
      unshownSinceMs ??= clock()
    },
    shown(changed: readonly StoredTopic[]): void {
      meters.presented(changed.length, clock() - (unshownSinceMs ?? clock()))
      unshownSinceMs = undefined
    },
  }
}

interface LookOptions {
  readonly store: Store
  readonly org: OrgStore
  readonly tick: () => Promise<void>
  readonly poke: () => void
  readonly clock: () => number
}

/**
 * One look of the alert engine, noted as a sign of life: a dead engine must not look like a quiet day. A look that finds
 * nothing commits no fact, so the presenter is told here that the alerts are looked after.
 */
async function look({ store, org, tick, poke, clock }: LookOptions): Promise<void> {
  await tick()
  await store.write(tx => noteContact(tx, new Set([ENGINE_SOURCE]), { nowMs: clock(), tree: org.current().at(clock()) }))
  poke()
}

/** What the configuration has a say in counting, beside judging. */
function countingsOf({ pledgeTypes, integrityTags, alertRules }: ModelConfig): Counting[] {
  return [
    { domain: 'pledges', by: JSON.stringify([...pledgeTypes]) },
    { domain: 'evaluation', by: JSON.stringify([...integrityTags]) },
    { domain: 'alerts', by: JSON.stringify([...alertRules.values()].map(({ id, audience, selfEvident }) => [id, audience, selfEvident])) },
  ]
}

interface ReloadOptions {
  readonly config: LiveConfig
  readonly log: FastifyBaseLogger
  readonly presenter: Pick<Presenter, 'poke'>
  readonly noteJudgement: () => Promise<boolean>
}

/** Takes over what a bureau has edited; what is wrong is named in the operators' log and changes nothing. */
async function reload({ config, log, presenter, noteJudgement }: ReloadOptions): Promise<void> {
  const told = config.reload()
  if (told.outcome === 'refused')
    log.error({ problems: told.problems }, 'the model configuration was edited and is wrong; the last good one stays in force')
  if (told.outcome === 'changed') {
    const waiting = waitingForRestart(told.changed)
    log.info({ changed: told.changed }, 'the model configuration was edited and is in force')
    if (waiting.length > 0)
      log.warn({ waiting }, 'working days and promised limits count from the next start on; restart the server')
    if (await noteJudgement())
      presenter.poke()
  }
}
