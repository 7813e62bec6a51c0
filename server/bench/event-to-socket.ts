/**
 * One isolated event: from the first byte of its POST to a watching socket's `topic`, beside a bare Socket.IO server that
 * parses the same body and sends the same bytes on. In between ours makes the fact durable, computes the topic and makes
 * that durable too; how long two such commits take at the least is shown beside it (two bare inserts of one row, each
 * with full sync). Events of different stations, far enough apart that each finds everything quiet. `--samples`.
 */
import type { Topic } from '@qinglian/shared'
import type { Socket } from 'socket.io-client'
import type { Posted } from '../../scripts/bench-kit/poster.ts'
import type { Inserted } from './bare/batchedInserts.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { topicName } from '@qinglian/shared'
import { io } from 'socket.io-client'
import { benchDistrict, DISTRICT, UNITS } from '../../scripts/bench-kit/district.ts'
import { fixed, median, pairedRatio, percentile } from '../../scripts/bench-kit/figures.ts'
import { startMeasured } from '../../scripts/bench-kit/measuredProcess.ts'
import { assertTaken, batchBody, createPoster } from '../../scripts/bench-kit/poster.ts'
import { startQinglian, untilSettled } from '../../scripts/bench-kit/qinglianServer.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'

const SAMPLES = numberArgument('samples', 40)
const WARM_UP = 5
/** A parent's topics change at most once a second: after this nothing of the event before is still to come. */
const APART_MS = 1_100
const PATIENCE_MS = 5_000

const workspace = createWorkspace()
const { declarations, take } = benchDistrict(Date.now())
const dataDir = workspace('server')
const server = await startQinglian(dataDir)
const bare = await startMeasured({ script: 'server/bench/bare/socketServer.ts' })
const disk = await startMeasured({ script: 'server/bench/bare/batchedInserts.ts', args: [workspace('disk')] })
const poster = createPoster(server.url, 1)
const barePoster = createPoster(bare.url, 1)
assertTaken(await poster.post(batchBody(declarations())))
await untilSettled(dataDir)

const names = UNITS.filter(unit => unit !== DISTRICT).map(unit => topicName(unit, 'supervision'))
const socket = await connected(server.url, { protocol: 1 })
await socket.timeout(PATIENCE_MS).emitWithAck('topics:watch', { topics: names.map(name => ({ name })) })
const bareSocket = await connected(bare.url, {})
await bareSocket.timeout(PATIENCE_MS).emitWithAck('join', names)

async function connected(url: string, auth: object): Promise<Socket> {
  const opened = io(url, { auth, transports: ['websocket'], reconnection: false })
  await new Promise<void>((resolve, reject) => {
    opened.on('connect', resolve)
    opened.on('connect_error', reject)
  })
  return opened
}

/** When the next topic of this name comes, and what it is. */
function nextTopic(of: Socket, name: string): Promise<{ atMs: number, topic: Topic }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name} within ${PATIENCE_MS} ms`)), PATIENCE_MS)
    of.on('topic', function listen(topic: Topic) {
      if (topic.name !== name)
        return
      const atMs = performance.now()
      clearTimeout(timer)
      of.off('topic', listen)
      resolve({ atMs, topic })
    })
  })
}

/** One event there and its topic back. */
async function sample(posting: () => Promise<Posted>, of: Socket, name: string): Promise<{ ms: number, answeredMs: number, topic: Topic }> {
  const coming = nextTopic(of, name)
  const startedMs = performance.now()
  const posted = posting()
  const { atMs, topic } = await coming
  const answer = await posted
  assertTaken(answer)
  return { ms: atMs - startedMs, answeredMs: answer.ms, topic }
}

const ours: number[] = []
const answered: number[] = []
const bares: number[] = []
const disks: number[] = []
for (let i = -WARM_UP; i < SAMPLES; i++) {
  const event = take(1000).find(({ subject, type }) => subject !== DISTRICT && type === 'qinglian.supervision.task-planned')!
  await pause(APART_MS)
  const name = topicName(event.subject, 'supervision')
  const mine = await sample(() => poster.post(batchBody([event])), socket, name)
  const theirs = await sample(() => barePoster.post(batchBody([mine.topic]).subarray(1, -1)), bareSocket, name)
  const commits = await disk.ask('insert', { batches: [[event]], times: 2 }) as Inserted
  if (i < 0)
    continue
  ours.push(mine.ms)
  answered.push(mine.answeredMs)
  bares.push(theirs.ms)
  disks.push(commits.ms)
}

socket.close()
bareSocket.close()
poster.close()
barePoster.close()
await Promise.all([server.stop(), bare.stop(), disk.stop()])
say(`ours ${fixed(median(ours))} ms, p95 ${fixed(percentile(ours, 0.95))}; answered after ${fixed(median(answered))}; bare ${fixed(median(bares))}; two bare commits ${fixed(median(disks))}`)
const apart = `${SAMPLES} events, each alone`
report([
  { scenario: 'POST to socket, median', value: median(ours), unit: 'ms', ratio: pairedRatio(ours, bares), note: `${apart}; bare ${fixed(median(bares), 2)} ms` },
  { scenario: 'POST to socket, p95', value: percentile(ours, 0.95), unit: 'ms', note: `bare ${fixed(percentile(bares, 0.95), 2)} ms` },
  { scenario: 'POST to durable answer, median', value: median(answered), unit: 'ms', note: `two bare commits ${fixed(median(disks), 2)} ms` },
])
