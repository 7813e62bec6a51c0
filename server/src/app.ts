/**
 * The server in one place: which parts there are and how they meet. Read this file first.
 *
 *     data      the doors take facts in, the writer commits them        parts.doors, parts.writer
 *     model     projections and indicators, in the same transaction     behind the writer
 *     present   the presenter keeps topics current, and what changed     parts.presenter, parts.topicStore
 *               goes out by HTTP and by live connection                  present/http, present/live
 *
 * The parts themselves are made in `parts.ts`. `buildApp` connects them to HTTP and sockets and listens to nothing;
 * the process is `main.ts`, tests use `inject` or port 0.
 * `start` makes the topics current, after which `/readyz` answers 200. `close` stops in the order that loses
 * nothing: no new work, live connections, requests under way, the writer's queue, the presenter, the store.
 */
import type { UnitEntry } from '@qinglian/shared'
import type { FastifyBaseLogger } from 'fastify'
import type { AllowedAudience } from './access/audience.ts'
import type { Clockwork } from './clockwork.ts'
import type { Settings } from './config.ts'
import type { EventWriter } from './data/statement.ts'
import type { Store } from './db/store.ts'
import type { MetricEntry } from './present/http/catalogueRoutes.ts'
import type { RateLimits } from './present/http/limits.ts'
import type { Meters } from './present/http/meters.ts'
import type { MetricRoutesOptions } from './present/http/metricRoutes.ts'
import type { Phase } from './present/http/operatorRoutes.ts'
import type { HttpApp } from './present/http/server.ts'
import type { TopicFeed } from './present/live/topicReader.ts'
import type { TopicStore } from './present/topics/topicStore.ts'
import { fileURLToPath } from 'node:url'
import { apiDocsRoutes, describeApi } from './present/http/apiDocs.ts'
import { catalogueRoutes } from './present/http/catalogueRoutes.ts'
import { DEFAULT_LIMITS } from './present/http/limits.ts'
import { watchMethods } from './present/http/methods.ts'
import { metricRoutes } from './present/http/metricRoutes.ts'
import { operatorRoutes } from './present/http/operatorRoutes.ts'
import { createHttpServer } from './present/http/server.ts'
import { topicRoutes } from './present/http/topicRoutes.ts'
import { webApp } from './present/http/webApp.ts'
import { createGateway } from './present/live/gateway.ts'
import { createTopicReader } from './present/live/topicReader.ts'

export interface AppParts {
  readonly store: Store
  readonly writer: Pick<EventWriter, 'depth' | 'close'>
  readonly units: { readonly isDeclared: (code: string) => boolean, readonly entries: () => UnitEntry[] }
  readonly topicStore: Pick<TopicStore, 'get'>
  readonly presenter: TopicFeed & { readonly start: () => Promise<void>, readonly close: () => Promise<void> }
  readonly metrics: () => readonly MetricEntry[]
  /** Why a figure is what it is, what lies behind it, and the calendar that its days are of. */
  readonly explain: MetricRoutesOptions['explain']
  readonly listFacts: MetricRoutesOptions['listFacts']
  readonly days: MetricRoutesOptions['days']
  readonly allowedAudience: AllowedAudience
  readonly meters: Meters
  /** The routes that facts come in by. */
  readonly doors: (app: HttpApp) => Promise<void>
  /** What only time brings: overdue tasks, late sources, alerts, retention. */
  readonly clockwork: Clockwork
}

export interface AppOptions {
  readonly settings: Pick<Settings, 'tls' | 'demo' | 'timezone'>
  readonly parts: AppParts
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly newId: () => string
  readonly version: string
  /** Tells a page that it is older than the server. */
  readonly build: string
  readonly webRoot?: string
  readonly limits?: RateLimits
  readonly log: FastifyBaseLogger
  readonly pulseEveryMs?: number
  readonly requestTimeoutMs?: number
}

export interface App {
  readonly http: HttpApp
  /** Makes the topics current; ready from then on. */
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Where `npm run build` puts the web app. */
export const BUILT_WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** Once the server stops, a request that has not arrived whole by then is cut off, or it would hold everything up. */
const FINISH_WITHIN_MS = 8_000

export async function buildApp(options: AppOptions): Promise<App> {
  const { settings, parts, newId } = options
  let phase: Phase = 'starting'
  const http = await createHttpServer({
    ...settings,
    log: options.log,
    newId,
    limits: options.limits ?? DEFAULT_LIMITS,
    isStopping: () => phase === 'stopping',
    onUnavailable: error => parts.meters.storeFailed(error.reason),
    requestTimeoutMs: options.requestTimeoutMs,
  })
  const topics = createTopicReader({ store: parts.topicStore, feed: parts.presenter, isDeclared: parts.units.isDeclared })
  const gateway = createGateway({ ...options, ...parts, demo: settings.demo, timezone: settings.timezone, server: http.server, topics, feed: parts.presenter, log: http.log })
  parts.meters.watch({ queueDepth: () => parts.writer.depth, sockets: gateway.sockets, isStoreAvailable: () => answers(parts.store) })
  await addRoutes(http, options, { topics, feed: parts.presenter, phase: () => phase })

  http.addHook('preClose', async () => {
    phase = 'stopping'
    gateway.close()
    setTimeout(() => http.server.closeAllConnections(), FINISH_WITHIN_MS).unref()
    await parts.clockwork.stop()
  })
  http.addHook('onClose', async () => {
    await parts.writer.close()
    topics.close()
    await parts.presenter.close()
    await parts.store.close()
  })
  return {
    http,
    async start() {
      await parts.presenter.start()
      phase = 'ready'
      parts.clockwork.start()
    },
    close: () => http.close(),
  }
}

type Current = Pick<Parameters<typeof topicRoutes>[1], 'topics' | 'feed'> & { phase: () => Phase }

async function addRoutes(http: HttpApp, { parts, version, webRoot }: AppOptions, { topics, feed, phase }: Current): Promise<void> {
  const { allowedAudience, units, metrics, meters } = parts
  const refuseOtherMethods = watchMethods(http)
  await describeApi(http, version)
  topicRoutes(http, { topics, feed, allowedAudience })
  catalogueRoutes(http, { units: units.entries, metrics, allowedAudience })
  metricRoutes(http, { ...parts, isDeclared: units.isDeclared })
  operatorRoutes(http, { phase, figures: () => meters.registry.metrics(), figuresType: meters.registry.contentType })
  await parts.doors(http)
  await apiDocsRoutes(http)
  refuseOtherMethods()
  await webApp(http, webRoot ?? BUILT_WEB_APP)
}

async function answers(store: Store): Promise<boolean> {
  return store.reader.selectFrom('meta').select('key').limit(1).execute().then(() => true, () => false)
}
