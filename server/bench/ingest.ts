/**
 * Durable ingest with projections, through real HTTP, beside bare batched inserts of the same rows on the same disk.
 *
 * Three questions: how many events a second (rounds of both engines in turn, ratio pair by pair, in wall time and in CPU
 * time of the process), how long a batch of 100 takes while 500 events/s flow (each batch beside the same rows inserted
 * bare), and where the time goes. This process sends; server and bare engine are processes of their own. Everything that
 * is sent is made and encoded beforehand. `--rounds`, `--events` (a round), `--pings`.
 */
import type { CloudEvent } from '../../mock-data/src/index.ts'
import type { MeasuredProcess } from '../../scripts/bench-kit/measuredProcess.ts'
import type { Poster } from '../../scripts/bench-kit/poster.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import type { Inserted } from './bare/batchedInserts.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { benchDistrict, inBatches } from '../../scripts/bench-kit/district.ts'
import { fixed, median, pairedRatio, percent, percentile } from '../../scripts/bench-kit/figures.ts'
import { startFlow } from '../../scripts/bench-kit/flow.ts'
import { startMeasured } from '../../scripts/bench-kit/measuredProcess.ts'
import { assertTaken, batchBody, createPoster } from '../../scripts/bench-kit/poster.ts'
import { startQinglian, untilSettled } from '../../scripts/bench-kit/qinglianServer.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { sharesOf } from './support/stages.ts'

const BATCH = 500
const CONNECTIONS = 4
const ROUNDS = numberArgument('rounds', 6)
const EVENTS = numberArgument('events', 10_000)
/** Bare is faster by far; so often it lasts about as long. */
const BARE_TIMES = 8
const PINGS = numberArgument('pings', 100)

/** A measured batch, so often. */
const PING = { events: 100, everyMs: 150 }

interface Engines { server: MeasuredProcess, bare: MeasuredProcess, poster: Poster, take: (count: number) => CloudEvent[] }
interface Round { ms: number, cpuMs: number }

async function timed(server: MeasuredProcess, work: () => Promise<void>): Promise<Round> {
  const cpuMs = await server.cpuMs()
  const startedMs = performance.now()
  await work()
  const ms = performance.now() - startedMs
  return { ms, cpuMs: await server.cpuMs() - cpuMs }
}

/** What one of so many times took. */
async function insertBare(bare: MeasuredProcess, batches: readonly CloudEvent[][], times: number): Promise<Round> {
  const { ms, cpuMs } = await bare.ask('insert', { batches, times }) as Inserted
  return { ms: ms / times, cpuMs: cpuMs / times }
}

async function throughput({ server, bare, poster, take }: Engines): Promise<Result[]> {
  const ours: Round[] = []
  const bares: Round[] = []
  for (let i = 0; i <= ROUNDS; i++) {
    const batches = inBatches(take(EVENTS), BATCH)
    const bodies = batches.map(batchBody)
    const mine = await timed(server, () => poster.postAll(bodies))
    const theirs = await insertBare(bare, batches, BARE_TIMES)
    // The first round warms both up.
    if (i === 0)
      continue
    ours.push(mine)
    bares.push(theirs)
    say(`round ${i}: ${perSecond(mine.ms)} events/s, bare ${perSecond(theirs.ms)}`)
  }
  const rate = (rounds: readonly Round[], of: keyof Round): number[] => rounds.map(round => EVENTS / round[of] * 1000)
  const both = (of: keyof Round): Pick<Result, 'value' | 'ratio'> => ({ value: median(rate(ours, of)), ratio: pairedRatio(rate(ours, of), rate(bares, of)) })
  const note = `batches of ${BATCH}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${EVENTS}`
  return [
    { scenario: 'durable, with projections and live topics', ...both('ms'), unit: 'events/s', note: `${note}; bare ${perSecond(median(bares.map(round => round.ms)))}` },
    { scenario: 'the same, by CPU time of the process', ...both('cpuMs'), unit: 'events/CPU s', note: `bare ${perSecond(median(bares.map(round => round.cpuMs)))}` },
  ]
}

function perSecond(ms: number): string {
  return Math.round(EVENTS / ms * 1000).toLocaleString('en-US')
}

async function latency({ bare, poster, take, server }: Engines): Promise<Result[]> {
  const pings = Array.from({ length: PINGS }, () => take(PING.events))
  const flow = startFlow(server.url, take)
  const ours: number[] = []
  const bares: number[] = []
  for (const ping of pings) {
    const body = batchBody(ping)
    const next = pause(PING.everyMs)
    const posted = await poster.post(body)
    assertTaken(posted)
    ours.push(posted.ms)
    bares.push((await insertBare(bare, [ping], 1)).ms)
    await next
  }
  const { perSecond: flowed } = await flow.stop()
  const note = `${PINGS} batches of ${PING.events} beside ${fixed(flowed, 0)} events/s`
  return [
    { scenario: 'batch of 100 under flow, median', value: median(ours), unit: 'ms', ratio: pairedRatio(ours, bares), note: `${note}; bare insert of the same rows ${fixed(median(bares))} ms` },
    { scenario: 'batch of 100 under flow, p99', value: percentile(ours, 0.99), unit: 'ms', ratio: percentile(ours, 0.99) / percentile(bares, 0.99), note: `bare p99 ${fixed(percentile(bares, 0.99))} ms` },
  ]
}

async function stages({ server, poster, take }: Engines): Promise<Result[]> {
  const bodies = inBatches(take(2 * EVENTS), BATCH).map(batchBody)
  const { busy, stages, lines } = sharesOf(await server.profile(() => poster.postAll(bodies)))
  say(`\nserver busy ${percent(busy)} of the time, of that:`)
  stages.forEach(stage => say(`  ${percent(stage.share).padStart(5)}  ${stage.name}`))
  say('\ntop lines:')
  lines.slice(0, 25).forEach(line => say(`  ${fixed(line.share * 100).padStart(5)}  ${line.name}`))
  return stages.filter(stage => stage.share >= 0.02).map(({ name, share }) => ({ scenario: `share of time: ${name}`, value: share * 100, unit: '%' }))
}

const workspace = createWorkspace()
const { declarations, take } = benchDistrict(Date.now())
const dataDir = workspace('server')
const server = await startQinglian(dataDir)
const bare = await startMeasured({ script: 'server/bench/bare/batchedInserts.ts', args: [workspace('bare')] })
const poster = createPoster(server.url, CONNECTIONS)
const engines = { server, bare, poster, take }
await poster.postAll([batchBody(declarations())])
await untilSettled(dataDir)
const results = [...await throughput(engines), ...await latency(engines), ...await stages(engines)]
poster.close()
await Promise.all([server.stop(), bare.stop()])
report(results)
