/**
 * Why a number is what it is, with very many facts behind it: a district whose plan of this month has 100,000 tasks, and which
 * was rated 100,000 times in thirty days. Explaining a figure, and listing what lies behind it: the first page, one from the
 * midst, and one that looks at as many rows as a page may and finds nothing. In the process, on SQLite; HTTP adds a millisecond.
 * `--facts`, `--rounds`.
 */
import type { MetricFacts } from '@qinglian/shared'
import type { CloudEvent } from '../../mock-data/src/index.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { evaluationSubmitted, taskCompleted, taskPlanned } from '@qinglian/shared'
import { benchDistrict, DISTRICT, UNITS } from '../../scripts/bench-kit/district.ts'
import { fixed, median, percentile } from '../../scripts/bench-kit/figures.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { createVault } from '../src/access/vault.ts'
import { openSqliteStore } from '../src/db/sqlite/sqliteStore.ts'
import { createTerms } from '../src/model/calendar/terms.ts'
import { loadModelConfig } from '../src/model/config/loadModelConfig.ts'
import { MOST_ROWS } from '../src/model/facts/walk.ts'
import { createOrgStore } from '../src/model/org/orgStore.ts'
import { explainMetric } from '../src/present/metrics/explainMetric.ts'
import { listFacts } from '../src/present/metrics/listFacts.ts'
import { createDisclosure } from '../src/present/topics/compose/hidden.ts'
import { wordingOf } from '../src/wording.ts'
import { fill, openModel } from './support/house.ts'

const FACTS = numberArgument('facts', 100_000)
const ROUNDS = numberArgument('rounds', 60)
const PAGE = 50
const DAY_MS = 86_400_000

const nowMs = Date.now()
const config = loadModelConfig(undefined)
const days = createTerms('Asia/Shanghai', config)
const workspace = createWorkspace()
const store = await openSqliteStore(join(workspace('explain'), 'qinglian.db'))

function* facts(): Generator<CloudEvent, void, undefined> {
  yield* benchDistrict(nowMs).declarations()
  const today = days.dayOf(nowMs)
  const [first, next] = [days.startOf(days.monthStart(today)), days.startOf(days.nextMonth(today))]
  const event = (i: number, type: string, data: Record<string, unknown>): CloudEvent => ({ specversion: '1.0', id: `${type}-${i}`, source: '/upstream/bench', type, subject: UNITS[i % UNITS.length]!, time: new Date(nowMs - DAY_MS).toISOString(), data })
  const instant = (fromMs: number, toMs: number, i: number): string => new Date(fromMs + Math.floor((toMs - fromMs) * i / FACTS)).toISOString()
  for (let i = 0; i < FACTS; i += 1) {
    yield event(i, taskPlanned.type, { ...taskPlanned.example, task: `T${i}`, dueAt: instant(first, next, i) })
    if (i % 2 === 0)
      yield event(i, taskCompleted.type, { task: `T${i}`, at: instant(first, nowMs, i) })
    yield event(i, evaluationSubmitted.type, { ...evaluationSubmitted.example, evaluation: `V${i}`, at: instant(nowMs - 29 * DAY_MS, nowMs, i) })
  }
}

const startedMs = performance.now()
const events = await fill({ folder: workspace('key'), store, events: facts(), onProgress: () => undefined })
await (await openModel(store)).settle()
say(`${events} events, settled after ${fixed((performance.now() - startedMs) / 1000)} s`)

const options = {
  db: store.reader,
  org: (await createOrgStore(store.reader)).current,
  days,
  wording: wordingOf(config),
  indicators: config.indicators,
  disclosure: createDisclosure(),
  cursors: createVault({ fieldKey: randomBytes(32), random: randomBytes }),
  clock: () => nowMs,
}
const page = (code: string, after?: string | null): Promise<MetricFacts | undefined> => listFacts({ code, unit: DISTRICT, audience: 'internal', limit: PAGE, after: after ?? undefined }, options)

async function timed(scenario: string, work: () => Promise<unknown>): Promise<Result[]> {
  const took: number[] = []
  for (let i = -5; i < ROUNDS; i += 1) {
    const from = performance.now()
    await work()
    if (i >= 0)
      took.push(performance.now() - from)
  }
  return [{ scenario: `${scenario}, median`, value: median(took), unit: 'ms' }, { scenario: `${scenario}, p95`, value: percentile(took, 0.95), unit: 'ms' }]
}

/** The mark of a page so many pages on. */
async function markAfter(code: string, pages: number): Promise<string | null> {
  let mark: string | null = null
  for (let i = 0; i < pages; i += 1)
    mark = (await page(code, mark))!.next
  return mark
}

const results: Result[] = []
for (const [code, what] of [['sup.plan_rate', 'tasks'], ['evl.avg', 'ratings']] as const) {
  const figure = await explainMetric({ code, unit: DISTRICT, audience: 'internal' }, options)
  if (figure?.den !== FACTS)
    throw new Error(`${code} has ${figure?.den} facts behind it`)
  const mark = await markAfter(code, 100)
  results.push(
    ...await timed(`explain ${code}, ${FACTS} ${what}`, () => explainMetric({ code, unit: DISTRICT, audience: 'internal' }, options)),
    ...await timed(`first ${PAGE} ${what}`, () => page(code)),
    ...await timed(`${PAGE} ${what} from the midst`, () => page(code, mark)),
  )
}
// A figure whose fact is not there: a page goes on for as long as it may.
await store.write(async ({ db }) => void await db.updateTable('metric_now').set({ num: 1 }).where('code', '=', 'evl.democratic').where('unit', '=', DISTRICT).execute())
results.push(...await timed(`a page that looks at ${MOST_ROWS} ratings in vain`, () => page('evl.democratic')))
await store.close()
report(results)
