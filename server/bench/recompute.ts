/**
 * What a fact costs before a wall shows it: computing every topic of a station that it marks, on a year of the sample
 * district (about 40,000 events of every domain), for one fact of each kind that a day brings. In transactions of the store
 * as the presenter uses it, without their commit. `--rounds`.
 */
import type { CloudEvent } from '../../mock-data/src/index.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import { join } from 'node:path'
import { SUBJECTS } from '@qinglian/shared'
import { buildDistrict } from '../../mock-data/src/index.ts'
import { fixed, median, percentile } from '../../scripts/bench-kit/figures.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { openSqliteStore } from '../src/db/sqlite/sqliteStore.ts'
import { fill, openDoor, openModel } from './support/house.ts'

const ROUNDS = numberArgument('rounds', 30)
const STATION = 'shouyi'

const nowMs = Date.now()
const at = new Date(nowMs - 60_000).toISOString()
const soon = new Date(nowMs + 7 * 86_400_000).toISOString()

/** One fact of a kind about the station, told for the n-th time. */
const KINDS: Record<string, (n: number, people: readonly string[]) => [type: string, data: Record<string, unknown>]> = {
  'a task planned': n => ['supervision.task-planned', { task: `B-${n}`, topic: 'licence', kind: 'routine', dueAt: soon }],
  'a task done': n => ['supervision.task-completed', { task: `B-${n}`, at }],
  'a finding': n => ['supervision.finding-raised', { finding: `B-${n}`, category: 'ledger', severity: 'low', raisedAt: at, dueAt: soon }],
  'a rating': n => ['evaluation.submitted', { evaluation: `B-${n}`, channel: 'onecard', kind: 'service', score: 5, dimensions: {}, tags: [], at }],
  'a talk': (n, people) => ['talk.held', { talk: `B-${n}`, tier: 'head_to_staff', kind: 'routine', talker: people[0], talkee: people[n % people.length], focus: [], heldAt: at }],
  'a session': (n, people) => ['study.session-held', { session: `B-${n}`, kind: 'party_lesson', topic: 'x', heldAt: at, expected: people, attended: people, integrityContent: true }],
  'a licence applied for': n => ['licence.submitted', { case: `B-${n}`, matter: 'new', channel: 'window', at }],
  'a heartbeat': n => ['kiosk.heartbeat', { kiosk: 'K-bench', at: new Date(nowMs - n * 300_000).toISOString(), status: 'ok' }],
}

const folder = createWorkspace()('recompute')
const store = await openSqliteStore(join(folder, 'qinglian.db'))
const { events, standing } = buildDistrict({ seed: 'bench', now: nowMs })
await fill({ folder, store, events, onProgress: () => undefined })
const model = await openModel(store)
await model.settle()
say(`${events.length} events, ${SUBJECTS.length} subjects`)
const people = standing.staff.filter(({ unit }) => unit === STATION).map(({ staffNo }) => staffNo)
const door = await openDoor(folder, store)

/** Computes what is marked of the station until nothing is; gives what that took. The rest of the district is worked off beside the watch. */
async function computed(): Promise<number> {
  let ms = 0
  for (;;) {
    const marks = await store.reader.selectFrom('dirty_topic').selectAll().where('unit', '=', STATION).execute()
    if (marks.length === 0)
      break
    for (const { subject } of marks)
      ms += await model.present(STATION, SUBJECTS.find(known => known === subject)!)
  }
  await model.settle()
  return ms
}

const took = new Map(Object.keys(KINDS).map(kind => [kind, [] as number[]]))
for (let n = -3; n < ROUNDS; n++) {
  for (const [kind, tell] of Object.entries(KINDS)) {
    const [type, data] = tell(n + 3, people)
    await door([{ specversion: '1.0', source: '/upstream/bench', id: `${type}-${n}`, type: `qinglian.${type}`, subject: STATION, time: new Date().toISOString(), data } as CloudEvent])
    const ms = await computed()
    if (n >= 0)
      took.get(kind)!.push(ms)
  }
}
await store.close()
const all = [...took.values()].flat()
const results: Result[] = [
  { scenario: 'a station\'s topics after a fact, median', value: median(all), unit: 'ms', note: `${all.length} facts of ${took.size} kinds over ${events.length} events; p95 ${fixed(percentile(all, 0.95), 2)} ms` },
  ...[...took].map(([kind, times]) => ({ scenario: `after ${kind}`, value: median(times), unit: 'ms', note: `p95 ${fixed(percentile(times, 0.95), 2)} ms` })),
]
report(results)
