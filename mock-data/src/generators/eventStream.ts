import type { Calendar } from '../calendar.ts'
import type { Random, Seed } from '../random.ts'
/**
 * An endless stream of valid live events for load tests: tasks planned and completed, findings, rectification
 * steps, signatures. Cheap: some ten microseconds an event and a bounded memory, however long it runs. Repeatable.
 */
import type { CloudEvent, Recorder } from '../recorder.ts'
import { campaignOpened, findingRaised, pledgeSigned, rectificationSubmitted, rectificationVerified, staffDeclared, taskCompleted, taskPlanned, unitDeclared } from '@qinglian/shared'
import { createCalendar, DAY_MS } from '../calendar.ts'
import { FINDING_CATEGORIES, KIND_WEIGHTS, SEVERITY_WEIGHTS, TASK_TOPICS } from '../lists.ts'
import { nameSource } from '../names.ts'
import { createRandom, runTag } from '../random.ts'
import { createRecorder } from '../recorder.ts'

export interface StreamOptions {
  seed: Seed
  /** Codes; the first is the parent of all others. */
  units: readonly string[]
  /** Time of the first event, ms since 1970. */
  startMs: number
  /** From one event to the next; 1 ms by default. */
  stepMs?: number
  /** Without it the stream never ends. */
  count?: number
  staffPerUnit?: number
}

interface OpenItem { id: string, unit: string }

interface StreamState {
  recorder: Recorder
  random: Random
  calendar: Calendar
  options: Required<Omit<StreamOptions, 'count' | 'stepMs'>>
  tag: string
  nowMs: number
  number: number
  tasks: OpenItem[]
  raised: OpenItem[]
  submitted: OpenItem[]
}

/** As many open items of a kind are remembered; the oldest are left open. */
const MOST_OPEN = 256
const DEFAULT_STAFF = 12

function begin(options: StreamOptions, part: string): StreamState {
  const calendar = createCalendar('+08:00')
  const tag = runTag(options.seed, options.startMs, part)
  return {
    recorder: createRecorder({ tag, calendar }),
    random: createRandom(`${options.seed}/${part}`),
    calendar,
    options: { staffPerUnit: DEFAULT_STAFF, ...options },
    tag,
    nowMs: options.startMs,
    number: 0,
    tasks: [],
    raised: [],
    submitted: [],
  }
}

const staffNo = (unit: string, index: number) => `S-${unit}-${index}`
const campaignOf = ({ seed, startMs }: Pick<StreamOptions, 'seed' | 'startMs'>) => `P-${runTag(seed, startMs, 'campaign')}`

/** The units, people and campaign that the stream speaks of; post them first. */
export function streamDeclarations(options: StreamOptions): CloudEvent[] {
  const { recorder, random, calendar, nowMs, options: { units, staffPerUnit } } = begin(options, 'declarations')
  const [top = 'top'] = units
  const nextName = nameSource(random)
  for (const code of units) {
    const place = code === top ? { level: 'district' as const } : { level: 'station' as const, parent: top }
    recorder.record(unitDeclared, { system: 'personnel', subject: code, timeMs: nowMs, data: { code, name: `示例单位 ${code}`, ...place } })
    for (let index = 0; index < staffPerUnit; index++) {
      const line = index % 2 === 0 ? 'monopoly' : 'marketing'
      recorder.record(staffDeclared, { system: 'personnel', subject: code, timeMs: nowMs, data: { staffNo: staffNo(code, index), name: nextName(), line, roles: [], status: 'active' } })
    }
  }
  recorder.record(campaignOpened, {
    system: 'party',
    subject: top,
    timeMs: nowMs,
    data: { campaign: campaignOf(options), pledgeType: 'integrity', name: '廉政承诺书', openAt: calendar.format(nowMs - DAY_MS), dueAt: calendar.format(nowMs + 30 * DAY_MS), signatories: { all: true } },
  })
  return recorder.events
}

const MIX = [[plan, 32], [complete, 30], [raise, 12], [rectify, 16], [sign, 10]] as const

/** @yields valid events, `stepMs` apart, without units, people or campaigns */
export function* eventStream(options: StreamOptions): Generator<CloudEvent, void, undefined> {
  const state = begin(options, 'stream')
  const { stepMs = 1, count = Number.POSITIVE_INFINITY } = options
  for (let index = 0; index < count; index++) {
    state.random.weighted(MIX)(state)
    yield* state.recorder.events.splice(0)
    state.nowMs += stepMs
  }
}

function remember(open: OpenItem[], item: OpenItem): void {
  open.push(item)
  if (open.length > MOST_OPEN)
    open.shift()
}

function take({ random }: StreamState, open: OpenItem[]): OpenItem | undefined {
  return open.length === 0 ? undefined : open.splice(random.int(0, open.length - 1), 1)[0]
}

function plan(state: StreamState): void {
  const { recorder, random, calendar, nowMs, options: { units } } = state
  const item = { id: `T-${state.tag}-${++state.number}`, unit: random.pick(units) }
  recorder.record(taskPlanned, { system: 'supervision', subject: item.unit, timeMs: nowMs, data: { task: item.id, topic: random.pick(TASK_TOPICS), kind: random.weighted(KIND_WEIGHTS), dueAt: calendar.format(nowMs + random.int(1, 20) * DAY_MS) } })
  remember(state.tasks, item)
}

function complete(state: StreamState): void {
  const item = take(state, state.tasks)
  if (item === undefined)
    return plan(state)
  state.recorder.record(taskCompleted, { system: 'supervision', subject: item.unit, timeMs: state.nowMs, data: { task: item.id, at: state.calendar.format(state.nowMs) } })
}

function raise(state: StreamState): void {
  const { recorder, random, calendar, nowMs, options: { units } } = state
  const item = { id: `F-${state.tag}-${++state.number}`, unit: random.pick(units) }
  recorder.record(findingRaised, {
    system: 'supervision',
    subject: item.unit,
    timeMs: nowMs,
    data: { finding: item.id, category: random.pick(FINDING_CATEGORIES), severity: random.weighted(SEVERITY_WEIGHTS), raisedAt: calendar.format(nowMs), dueAt: calendar.format(nowMs + random.int(5, 20) * DAY_MS) },
  })
  remember(state.raised, item)
}

function rectify(state: StreamState): void {
  const { recorder, calendar, nowMs, random } = state
  const isVerification = state.submitted.length > 0 && random.chance(0.5)
  const item = take(state, isVerification ? state.submitted : state.raised)
  if (item === undefined)
    return raise(state)
  recorder.record(isVerification ? rectificationVerified : rectificationSubmitted, { system: 'supervision', subject: item.unit, timeMs: nowMs, data: { finding: item.id, at: calendar.format(nowMs) } })
  if (!isVerification)
    remember(state.submitted, item)
}

function sign({ recorder, random, calendar, nowMs, options }: StreamState): void {
  const unit = random.pick(options.units)
  recorder.record(pledgeSigned, {
    system: 'party',
    subject: unit,
    timeMs: nowMs,
    data: { campaign: campaignOf(options), staffNo: staffNo(unit, random.int(0, options.staffPerUnit - 1)), signedAt: calendar.format(nowMs), method: 'electronic' },
  })
}
