/** What every part of the sample district needs to write its share of the year. */
import type { Calendar } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Recorder } from '../recorder.ts'

export interface DistrictContext {
  random: Random
  calendar: Calendar
  recorder: Recorder
  /** Part of the ids of tasks and findings. */
  tag: string
  /** The day the systems were connected, a year before `nowMs`. */
  startMs: number
  nowMs: number
}

/** The context of one part, with randomness of its own. */
export function partOf(context: DistrictContext, label: string): DistrictContext {
  return { ...context, random: context.random.fork(label) }
}
