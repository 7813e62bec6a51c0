/**
 * A year of ratings: five to seven a working day and station through the one-card, the terminal and the window, nearly all of
 * them good, bad ones handled within some days; and the democratic review, once, some two months ago.
 */
import type { EvaluationChannel } from '@qinglian/shared'
import type { Calendar } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { DistrictContext } from './context.ts'
import { evaluationHandled, evaluationSubmitted } from '@qinglian/shared'
import { DAY_MS, MINUTE_MS } from '../calendar.ts'
import { BAD_TAGS, GOOD_TAGS, HANDLING_ACTIONS, INTEGRITY_TAGS } from '../lists.ts'
import { SERVING_CODES, someRetailer } from './retailers.ts'

/** A bad rating that nobody has handled yet. */
export interface OpenRating { evaluation: string, unit: string }

const PER_DAY = [[5, 30], [6, 40], [7, 30]] as const
const SCORES = [[5, 890], [4, 96], [3, 7], [2, 4], [1, 3]] as const
const REVIEW_SCORES = [[5, 70], [4, 27], [3, 3]] as const
const CHANNELS = [['onecard', 70], ['kiosk', 15], ['window', 12], ['phone', 3]] as const satisfies [EvaluationChannel, number][]
const NAMED_SHARE = 0.85
const LATE_SHARE = 0.05
const RATED_AGAIN_SHARE = 0.5
const REVIEWED_DAYS_AGO = 62
export const BAD_TO = 2

/** What a rating says beside its score and its time. */
export function dataOf({ evaluation, score, unit, random, atMs, calendar }: { evaluation: string, score: number, unit: string, random: Random, atMs: number, calendar: Pick<Calendar, 'format'> }) {
  return {
    evaluation,
    channel: random.weighted(CHANNELS),
    kind: 'service' as const,
    score,
    dimensions: { attitude: score, efficiency: Math.max(1, score - (random.chance(0.2) ? 1 : 0)) },
    tags: tagsOf(random, score),
    role: random.pick(['client_manager', 'inspector']),
    ...(random.chance(NAMED_SHARE) ? { retailer: someRetailer({ random }, unit) } : {}),
    at: calendar.format(atMs),
  }
}

function tagsOf(random: Random, score: number): string[] {
  if (score > 3)
    return random.chance(0.4) ? [random.pick(GOOD_TAGS)] : []
  // What points at integrity is rare, and no screen in public shows it.
  return [random.pick(BAD_TAGS), ...score <= BAD_TO && random.chance(0.06) ? [random.pick(INTEGRITY_TAGS)] : []]
}

export function drawScore(random: Random): number {
  return random.weighted(SCORES)
}

/** @returns the bad ratings that are still open at the end */
export function recordEvaluations(context: DistrictContext): OpenRating[] {
  const { random, calendar, startMs, nowMs } = context
  const open: OpenRating[] = []
  const number = numbering(context)
  for (let dayMs = calendar.at(startMs + DAY_MS, 0); dayMs < nowMs; dayMs += DAY_MS) {
    if (!calendar.isWorkday(dayMs))
      continue
    for (const unit of SERVING_CODES) {
      for (let left = random.weighted(PER_DAY); left > 0; left--) {
        const atMs = calendar.someWorkMoment(dayMs, random)
        if (atMs < nowMs)
          open.push(...recordRating(context, { unit, atMs, number }))
      }
    }
  }
  recordReview(context, number)
  return open
}

interface Numbering { unit: string, atMs: number, number: () => string }

function numbering({ tag }: DistrictContext): () => string {
  let last = 0
  return () => `EV-${tag}-${++last}`
}

function recordRating(context: DistrictContext, { unit, atMs, number }: Numbering): OpenRating[] {
  const { random, calendar, recorder } = context
  const evaluation = number()
  const score = drawScore(random)
  const data = dataOf({ evaluation, score, unit, random, atMs, calendar })
  recorder.record(evaluationSubmitted, { system: 'onecard', subject: unit, timeMs: atMs + random.int(1, 90) * 1000, data })
  return score <= BAD_TO ? recordHandling(context, { evaluation, retailer: data.retailer, unit, atMs, number }) : []
}

/** Handled within four working days, now and then only in the second week; some retailers rate again afterwards. */
function recordHandling({ random, calendar, recorder, nowMs }: DistrictContext, { evaluation, retailer, unit, atMs, number }: Numbering & { evaluation: string, retailer: string | undefined }): OpenRating[] {
  const waitDays = random.chance(LATE_SHARE) ? random.int(7, 9) : random.int(1, 4)
  const handledMs = calendar.someWorkMoment(calendar.plusWorkdays(atMs, waitDays), random)
  if (handledMs >= nowMs)
    return [{ evaluation, unit }]
  recorder.record(evaluationHandled, { system: 'onecard', subject: unit, timeMs: handledMs + random.int(1, 60) * MINUTE_MS, data: { evaluation, at: calendar.format(handledMs), action: random.pick(HANDLING_ACTIONS) } })
  const againMs = handledMs + random.int(1, 5) * DAY_MS
  if (random.chance(RATED_AGAIN_SHARE) && againMs < nowMs) {
    const { retailer: _, ...again } = dataOf({ evaluation: number(), score: random.chance(0.9) ? 4 : 3, unit, random, atMs: againMs, calendar })
    recorder.record(evaluationSubmitted, { system: 'onecard', subject: unit, timeMs: againMs + MINUTE_MS, data: { ...again, ...(retailer === undefined ? {} : { retailer }), previousEvaluation: evaluation } })
  }
  return []
}

/** On paper slips without names, entered at the window. */
function recordReview({ random, calendar, recorder, nowMs }: DistrictContext, number: () => string): void {
  const dayMs = calendar.plusWorkdays(calendar.at(nowMs - REVIEWED_DAYS_AGO * DAY_MS, 0), 0)
  for (const unit of SERVING_CODES) {
    for (let left = random.int(24, 36); left > 0; left--) {
      const atMs = calendar.someWorkMoment(dayMs, random)
      recorder.record(evaluationSubmitted, { system: 'onecard', subject: unit, timeMs: atMs + MINUTE_MS, data: { evaluation: number(), channel: 'window', kind: 'democratic', score: random.weighted(REVIEW_SCORES), dimensions: {}, tags: [], at: calendar.format(atMs) } })
    }
  }
}
