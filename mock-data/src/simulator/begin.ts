/** How a run of the simulator begins: with what an earlier run kept, with the standing given, or as of now. */
import type { Life } from './life.ts'
import type { SimulateOptions } from './options.ts'
import type { SavedState } from './stateStore.ts'
import { createCalendar, HOUR_MS } from '../calendar.ts'
import { buildDistrict } from '../district/buildDistrict.ts'
import { nameSource } from '../names.ts'
import { createRandom, runTag } from '../random.ts'
import { createRecorder } from '../recorder.ts'

/** What is overdue at the beginning: so many stay so for some hours, the others are seen to first. */
const KEPT_OVERDUE = 4

/** What a state that was kept by an earlier version may lack. */
const NOTHING_OPEN = { badRatings: [], complaints: [], cases: [], duties: [], listItems: [], openPowers: [], meetings: [] }

export function beginState(options: SimulateOptions, nowMs: number): SavedState {
  const { seed, timezoneOffset, store } = options
  const saved = store?.load()
  if (saved !== undefined)
    return { ...saved, standing: { ...NOTHING_OPEN, ...saved.standing } }
  const standing = options.standing ?? buildDistrict({ seed, now: nowMs, timezoneOffset }).standing
  return { version: 1, standing: structuredClone(standing), outbox: [] }
}

export function beginLife(options: SimulateOptions, state: SavedState, nowMs: number): Life {
  const { seed, speed = 60, timezoneOffset = '+08:00' } = options
  const tag = runTag(seed, 'simulation', nowMs)
  const random = createRandom(`${seed}/simulation/${nowMs}`)
  const calendar = createCalendar(timezoneOffset)
  let number = 0
  const life: Life = {
    standing: state.standing,
    alerts: [],
    random,
    calendar,
    tag,
    speed,
    nowMs,
    recorder: createRecorder({ tag, calendar }),
    nextNumber: () => ++number,
    nextName: nameSource(random.fork('names')),
  }
  holdBack(life, life.standing.tasks)
  holdBack(life, life.standing.findings.filter(finding => finding.stage !== 'verified'))
  return life
}

function holdBack({ random, nowMs }: Life, items: { dueMs: number, notBeforeMs?: number }[]): void {
  const overdue = items.filter(item => item.dueMs < nowMs).sort((a, b) => b.dueMs - a.dueMs)
  for (const item of overdue.slice(0, KEPT_OVERDUE))
    item.notBeforeMs ??= nowMs + random.int(1, 8) * HOUR_MS
}
