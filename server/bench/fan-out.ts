/**
 * Fan-out to very many walls: ours beside a bare Socket.IO server that sends the same bytes to the same rooms.
 *
 * Each watcher watches the topics of a wall, and joins as many rooms of the bare server. Deliveries a second: bursts to
 * both in turn, ratio pair by pair, in wall time to the last delivery and in CPU time of the server. Memory a watcher:
 * what heap and resident set grow by, after collections, with some watchers there before; the median of several pairs of
 * fresh servers, since a process gives memory back late or never. `--watchers`, `--servers` (pairs), `--bursts`.
 */
import type { Topic } from '@qinglian/shared'
import type { MeasuredProcess } from '../../scripts/bench-kit/measuredProcess.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import type { Watchers } from './support/watchers.ts'
import { SUBJECTS, topicName } from '@qinglian/shared'
import { benchDistrict, DISTRICT } from '../../scripts/bench-kit/district.ts'
import { fixed, median, pairedRatio } from '../../scripts/bench-kit/figures.ts'
import { startMeasured } from '../../scripts/bench-kit/measuredProcess.ts'
import { batchBody, createPoster } from '../../scripts/bench-kit/poster.ts'
import { untilSettled } from '../../scripts/bench-kit/qinglianServer.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { openWatchers } from './support/watchers.ts'

const WATCHERS = numberArgument('watchers', 2_000)
const SERVERS = numberArgument('servers', 3)
const BURSTS = numberArgument('bursts', 4)
const TOPICS_A_BURST = 20
/** There before memory is counted: the first connections bring code and pools into being. */
const FIRST = 200

interface Engine { server: MeasuredProcess, open: (count: number) => Promise<Watchers> }
interface Measured { perSecond: number[], perCpuSecond: number[], heap: number, rss: number }

const workspace = createWorkspace()
const names = SUBJECTS.map(subject => topicName(DISTRICT, subject))

async function startOurs(folder: string): Promise<Engine> {
  const server = await startMeasured({ script: 'server/bench/support/pushingServer.ts', args: [folder] })
  const poster = createPoster(server.url, 1)
  await poster.postAll([batchBody(benchDistrict(Date.now()).declarations())])
  poster.close()
  await untilSettled(folder)
  const hello = ['topics:watch', { topics: names.map(name => ({ name })) }] as const
  return { server, open: count => openWatchers({ url: server.url, count, auth: { protocol: 1 }, hello }) }
}

async function startBare(): Promise<Engine> {
  const server = await startMeasured({ script: 'server/bench/bare/socketServer.ts' })
  return { server, open: count => openWatchers({ url: server.url, count, auth: {}, hello: ['join', names] }) }
}

/** Topics as large as a real one, with revs that no real one reaches. */
function burstOf(sample: unknown, number: number): Topic[] {
  return Array.from({ length: TOPICS_A_BURST }, (_, i) => ({ name: names[i % names.length]!, audience: 'public', rev: 1_000_000 + number * TOPICS_A_BURST + i, at: new Date().toISOString(), value: sample }) as Topic)
}

async function burst({ server }: Engine, watchers: readonly Watchers[], topics: readonly Topic[]): Promise<{ ms: number, cpuMs: number }> {
  const cpuMs = await server.cpuMs()
  const startedMs = performance.now()
  const arrived = watchers.map((group, i) => group.until(group.delivered() + topics.length * (i === 0 ? FIRST : WATCHERS)))
  await server.ask('burst', topics)
  await Promise.all(arrived)
  const ms = performance.now() - startedMs
  return { ms, cpuMs: await server.cpuMs() - cpuMs }
}

async function growth({ server, open }: Engine): Promise<{ groups: Watchers[], heap: number, rss: number }> {
  const first = await open(FIRST)
  const before = await server.memory()
  const all = await open(WATCHERS)
  const after = await server.memory()
  return { groups: [first, all], heap: (after.heap - before.heap) / WATCHERS, rss: (after.rss - before.rss) / WATCHERS }
}

async function measurePair(run: number, into: { ours: Measured[], bare: Measured[] }): Promise<void> {
  const engines = [await startOurs(workspace(`ours-${run}`)), await startBare()] as const
  const sample: unknown = JSON.parse(await (await fetch(`${engines[0].server.url}/api/v1/topics/${topicName(DISTRICT, 'supervision')}`)).text()).value
  const grown = [await growth(engines[0]), await growth(engines[1])] as const
  const measured = grown.map(({ heap, rss }): Measured => ({ perSecond: [], perCpuSecond: [], heap, rss }))
  for (let number = 0; number <= BURSTS; number++) {
    for (const [i, engine] of engines.entries()) {
      const { ms, cpuMs } = await burst(engine, grown[i]!.groups, burstOf(sample, number))
      const deliveries = TOPICS_A_BURST * (WATCHERS + FIRST)
      // The first burst warms up.
      if (number > 0) {
        measured[i]!.perSecond.push(deliveries / ms * 1000)
        measured[i]!.perCpuSecond.push(deliveries / cpuMs * 1000)
      }
    }
  }
  grown.forEach(({ groups }) => groups.forEach(group => group.close()))
  await Promise.all(engines.map(({ server }) => server.stop()))
  into.ours.push(measured[0]!)
  into.bare.push(measured[1]!)
  say(`servers ${run}: ${Math.round(median(measured[0]!.perSecond))} deliveries/s, bare ${Math.round(median(measured[1]!.perSecond))}; heap ${fixed(measured[0]!.heap / 1024)} and ${fixed(measured[1]!.heap / 1024)} KB, RSS ${fixed(measured[0]!.rss / 1024)} and ${fixed(measured[1]!.rss / 1024)} KB a watcher`)
}

function results(ours: readonly Measured[], bare: readonly Measured[]): Result[] {
  const speed = (of: 'perSecond' | 'perCpuSecond'): Pick<Result, 'value' | 'ratio'> => {
    const [mine, theirs] = [ours.flatMap(one => one[of]), bare.flatMap(one => one[of])]
    return { value: median(mine), ratio: pairedRatio(mine, theirs) }
  }
  const size = (of: 'heap' | 'rss'): Pick<Result, 'value' | 'ratio' | 'note'> => {
    const [mine, theirs] = [ours.map(one => one[of]), bare.map(one => one[of])]
    return { value: median(mine) / 1024, ratio: pairedRatio(mine, theirs), note: `bare ${fixed(median(theirs) / 1024)} KB` }
  }
  const note = `${WATCHERS + FIRST} watchers of ${names.length} topics, ${SERVERS} × ${BURSTS} bursts of ${TOPICS_A_BURST}`
  return [
    { scenario: 'deliveries', ...speed('perSecond'), unit: '/s', note },
    { scenario: 'deliveries by CPU time of the server', ...speed('perCpuSecond'), unit: '/CPU s' },
    { scenario: 'heap of a watcher', unit: 'KB', ...size('heap') },
    { scenario: 'resident memory of a watcher', unit: 'KB', ...size('rss') },
  ]
}

const measured: { ours: Measured[], bare: Measured[] } = { ours: [], bare: [] }
for (let run = 1; run <= SERVERS; run++)
  await measurePair(run, measured)
report(results(measured.ours, measured.bare))
