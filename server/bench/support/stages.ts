/**
 * Where the time of a server under load goes: the samples of a CPU profile, counted by stage and by line.
 *
 * A sample belongs to the innermost function that is of some stage; what any stage calls (prepared statements, JSON,
 * Node itself) counts for the stage. Samples are of wall time, so waiting for the disk inside SQLite is in it.
 */
import type { Profiler } from 'node:inspector'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../../scripts/command.ts'

/** In this order; the first whose pattern matches `file function` has it. */
const STAGES: readonly [name: string, pattern: RegExp][] = [
  ['commit', /db\/sqlite\/connection\.ts exec$/],
  ['insert events', /db\/sqlite\/bulk\.ts insertEvents$/],
  ['add tallies', /db\/sqlite\/bulk\.ts addTallies$/],
  ['parse and validate', /^server\/src\/(?:data\/ingest|access)\/|^shared\/src\//],
  ['projections', /^server\/src\/model\/(?:projections|metrics\/lateDays)/],
  ['close days', /^server\/src\/model\/metrics\//],
  ['log', /^server\/src\/data\/log\//],
  ['present', /^server\/src\/(?:present|model\/(?:parts|pledges|disclosure|freshness|config))/],
  ['queries through Kysely', /\/kysely\//],
  ['HTTP', /\/(?:fastify|@fastify|find-my-way|light-my-request|avvio|pino)\/|^node:(?:_http|http|net|internal\/(?:http|stream_base|streams|js_stream))|^node:internal\/deps\/undici/],
]

type Frame = Profiler.ProfileNode['callFrame']

const HOME = `${pathToFileURL(ROOT).href}/`
const isSqlite = (frame: Frame): boolean => fileOf(frame).startsWith('server/src/db/sqlite/')
const isProfiler = (frame: Frame): boolean => fileOf(frame).startsWith('scripts/bench-kit/')

export interface Share { name: string, share: number }

/** Shares of the time that the process was not idle. */
export function sharesOf(profile: Profiler.Profile): { busy: number, stages: Share[], lines: Share[] } {
  const nodes = new Map(profile.nodes.map(node => [node.id, node]))
  const parents = new Map(profile.nodes.flatMap(node => (node.children ?? []).map(child => [child, node.id])))
  const stages = new Map<string, number>()
  const lines = new Map<string, number>()
  let all = 0
  let idle = 0
  for (const [i, id] of (profile.samples ?? []).entries()) {
    const took = profile.timeDeltas?.[i] ?? 0
    all += took
    const frames = framesOf(id, nodes, parents)
    if (frames[0]?.functionName === '(idle)' || frames.some(isProfiler)) {
      idle += took
      continue
    }
    add(stages, stageOf(frames), took)
    const line = lineOf(frames)
    if (line !== undefined)
      add(lines, line, took)
  }
  const busy = all - idle
  return { busy: busy / all, stages: byShare(stages, busy), lines: byShare(lines, busy) }
}

/** From the innermost outwards. */
function framesOf(id: number, nodes: ReadonlyMap<number, Profiler.ProfileNode>, parents: ReadonlyMap<number, number>): Frame[] {
  const frames: Frame[] = []
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const node = nodes.get(at)
    if (node !== undefined)
      frames.push(node.callFrame)
  }
  return frames
}

function stageOf(frames: readonly Frame[]): string {
  const [innermost] = frames
  if (innermost?.functionName === '(garbage collector)')
    return 'garbage collector'
  for (const frame of frames) {
    const place = `${fileOf(frame)} ${frame.functionName}`
    const stage = STAGES.find(([, pattern]) => pattern.test(place))
    if (stage !== undefined)
      return stage[0]
  }
  return 'Node and others'
}

/** The innermost function of the house that the time was spent in or below; what SQLite takes counts for who asked. */
function lineOf(frames: readonly Frame[]): string | undefined {
  const house = frames.filter(({ url }) => url.startsWith(HOME) && !url.includes('/node_modules/'))
  const asker = house.find(frame => !isSqlite(frame))
  if (asker === undefined)
    return house.length === 0 ? undefined : house.some(frame => frame.functionName === 'exec') ? 'SQLite, commit' : 'SQLite, asked through Kysely'
  const kysely = frames.slice(0, frames.indexOf(asker)).some(({ url }) => url.includes('/kysely/'))
  return `${fileOf(asker)}:${asker.lineNumber + 1} ${asker.functionName || '(anonymous)'}${house[0] === asker ? '' : ' → SQLite'}${kysely ? ' → Kysely' : ''}`
}

function fileOf({ url }: Frame): string {
  return url.startsWith(HOME) ? url.slice(HOME.length) : url
}

function add(sums: Map<string, number>, name: string, took: number): void {
  sums.set(name, (sums.get(name) ?? 0) + took)
}

function byShare(sums: ReadonlyMap<string, number>, whole: number): Share[] {
  return [...sums].map(([name, took]) => ({ name, share: took / whole })).sort((a, b) => b.share - a.share)
}
