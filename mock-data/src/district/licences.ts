/**
 * A year of licence cases: none to three a working day and station, most decided well within five working days. Some are paused,
 * asked for corrections or withdrawn, few are late or extended, and now and then a renewal is left until its licence ends. Nobody
 * is late across the present: a case still open has days left. The brigade and the district take no applications.
 */
import type { LicenceChannel, LicenceMatter } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import {
  licenceAccepted,
  licenceChecked,
  licenceCorrectionAsked,
  licenceDecided,
  licenceDelivered,
  licenceExtended,
  licencePaused,
  licenceResumed,
  licenceSubmitted,
  licenceWithdrawn,
} from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { CHANNEL_WEIGHTS, MATTER_WEIGHTS } from '../lists.ts'
import { KIOSKS } from './kiosks.ts'
import { BRIGADE, STATION_CODES } from './units.ts'

export const LICENCE_STEPS = {
  'accepted': licenceAccepted,
  'correction-asked': licenceCorrectionAsked,
  'paused': licencePaused,
  'resumed': licenceResumed,
  'extended': licenceExtended,
  'checked': licenceChecked,
  'delivered': licenceDelivered,
  'withdrawn': licenceWithdrawn,
} as const

export interface LicenceStep { step: keyof typeof LICENCE_STEPS | 'granted' | 'refused', atMs: number }

export interface LicenceCase {
  case: string
  unit: string
  matter: LicenceMatter
  channel: LicenceChannel
  /** The last day of the licence that is to be renewed. */
  licenceExpiresAt: string | undefined
  submittedMs: number
  /** In order, none after the present. */
  steps: LicenceStep[]
}

/** Stations that take applications. */
export const LICENSING_UNITS: readonly string[] = STATION_CODES.filter(code => code !== BRIGADE)
const PER_DAY = [[0, 42], [1, 36], [2, 16], [3, 6]] as const
/** Decisions that were entered an hour off and are stated again. */
const CORRECTED_DECISIONS = 6

export function buildLicences(context: DistrictContext): LicenceCase[] {
  const { random, calendar, startMs, nowMs, tag } = context
  const cases: LicenceCase[] = []
  for (let dayMs = calendar.at(startMs + DAY_MS, 0); dayMs < nowMs; dayMs += DAY_MS) {
    if (!calendar.isWorkday(dayMs))
      continue
    for (const unit of LICENSING_UNITS) {
      for (let left = random.weighted(PER_DAY); left > 0; left--) {
        const submittedMs = calendar.someWorkMoment(dayMs, random)
        if (submittedMs < nowMs)
          cases.push(buildCase(context, { case: `L-${tag}-${cases.length + 1}`, unit, submittedMs }))
      }
    }
  }
  return cases
}

function buildCase(context: DistrictContext, start: Pick<LicenceCase, 'case' | 'unit' | 'submittedMs'>): LicenceCase {
  const { random, calendar, nowMs } = context
  const matter = random.weighted(MATTER_WEIGHTS)
  const channel = drawChannel(random, start.unit)
  const isLeft = matter === 'renew' && random.chance(0.008)
  const licenceExpiresAt = matter === 'renew' ? calendar.day(start.submittedMs + (isLeft ? random.int(3, 6) : random.int(30, 70)) * DAY_MS) : undefined
  const steps = isLeft ? [{ step: 'accepted', atMs: start.submittedMs + 20 * MINUTE_MS } as const] : drawSteps(context, start.submittedMs, matter === 'new' || matter === 'change')
  return { ...start, matter, channel, licenceExpiresAt, steps: steps.filter(({ atMs }) => atMs < nowMs) }
}

export function drawChannel(random: DistrictContext['random'], unit: string): LicenceChannel {
  const channel = random.weighted(CHANNEL_WEIGHTS)
  return channel === 'kiosk' && !KIOSKS.some(kiosk => kiosk.unit === unit) ? 'window' : channel
}

function drawSteps(context: DistrictContext, submittedMs: number, isChecked: boolean): LicenceStep[] {
  const { random, nowMs } = context
  const later = laterWith(context)
  const steps: LicenceStep[] = []
  let atMs = submittedMs
  if (random.chance(0.12)) {
    steps.push({ step: 'correction-asked', atMs: atMs = later(atMs, random.chance(0.95) ? random.int(1, 3) : 7) })
    if (random.chance(0.06))
      steps.push({ step: 'correction-asked', atMs: atMs = later(atMs, 1) })
    atMs = later(atMs, random.int(1, 3))
  }
  const acceptedMs = atMs + random.int(5, 40) * MINUTE_MS
  steps.push({ step: 'accepted', atMs: acceptedMs })
  if (random.chance(0.02))
    return [...steps, { step: 'withdrawn', atMs: later(acceptedMs, random.int(1, 3)) }]
  if (random.chance(0.03)) {
    const pausedMs = later(acceptedMs, 1)
    const resumedMs = later(pausedMs, random.int(3, 6))
    return [...steps, { step: 'paused', atMs: pausedMs }, { step: 'resumed', atMs: resumedMs }, ...drawEnd(context, later(resumedMs, random.int(1, 2)))]
  }
  const roll = random.next()
  const slowMs = later(acceptedMs, roll < 0.003 ? random.int(22, 26) : random.int(6, 8))
  const isSlow = roll < 0.018 && slowMs < nowMs
  if (isChecked)
    steps.push({ step: 'checked', atMs: later(acceptedMs, 1) })
  if (isSlow && roll < 0.003)
    steps.push({ step: 'extended', atMs: later(acceptedMs, 17) })
  const quickMs = later(acceptedMs, isChecked ? random.int(2, 4) : random.int(1, 3))
  return [...steps, ...drawEnd(context, isSlow ? slowMs : quickMs)]
}

/** The decision, and the delivery of what was granted; a few are delivered too late, none across the present. */
function drawEnd(context: DistrictContext, decidedMs: number): LicenceStep[] {
  const { random, nowMs } = context
  if (random.chance(0.04))
    return [{ step: 'refused', atMs: decidedMs }]
  const later = laterWith(context)
  const lateMs = later(decidedMs, random.int(12, 15))
  const deliveredMs = random.chance(0.01) && lateMs < nowMs ? lateMs : later(decidedMs, random.int(1, 5))
  return [{ step: 'granted', atMs: decidedMs }, { step: 'delivered', atMs: deliveredMs }]
}

/** Some moment so many working days later; never before, and on the same day an hour later. */
function laterWith({ random, calendar }: DistrictContext): (ms: number, workdays: number) => number {
  return (ms, workdays) => workdays === 0 ? ms + HOUR_MS : calendar.someWorkMoment(calendar.plusWorkdays(ms, workdays), random)
}

export function recordLicences(context: DistrictContext, cases: readonly LicenceCase[]): void {
  const { recorder, random, calendar } = context
  for (const one of cases) {
    const { case: id, unit, matter, channel, licenceExpiresAt, submittedMs, steps } = one
    recorder.record(licenceSubmitted, {
      system: 'licensing',
      subject: unit,
      timeMs: submittedMs + random.int(1, 60) * 1000,
      data: { case: id, at: calendar.format(submittedMs), matter, channel, ...(licenceExpiresAt === undefined ? {} : { licenceExpiresAt }) },
    })
    for (const step of steps)
      recordStep(context, one, { ...step, timeMs: step.atMs + random.int(1, 90) * MINUTE_MS })
  }
  correctDecisions(context, cases)
}

/** States one step of a case. @param said when it is stated, and when it was taken */
export function recordStep({ recorder, calendar }: Pick<DistrictContext, 'recorder' | 'calendar'>, { case: id, unit }: Pick<LicenceCase, 'case' | 'unit'>, said: LicenceStep & { timeMs: number }): void {
  const statement = { system: 'licensing', subject: unit, timeMs: said.timeMs } as const
  const data = { case: id, at: calendar.format(said.atMs) }
  if (said.step === 'granted' || said.step === 'refused')
    recorder.record(licenceDecided, { ...statement, data: { ...data, decision: said.step } })
  else
    recorder.record(LICENCE_STEPS[said.step], { ...statement, data })
}

/** The time of the decision was entered wrongly: the same decision, an hour earlier, stated again some days after. */
function correctDecisions(context: DistrictContext, cases: readonly LicenceCase[]): void {
  const { random, nowMs } = context
  const decided = cases.flatMap(one => one.steps.filter(({ step, atMs }) => (step === 'granted' || step === 'refused') && atMs < nowMs - 5 * DAY_MS).map(step => ({ one, step })))
  for (const { one, step } of random.sample(decided, CORRECTED_DECISIONS))
    recordStep(context, one, { step: step.step, atMs: step.atMs - HOUR_MS, timeMs: step.atMs + random.int(26, 96) * HOUR_MS })
}
