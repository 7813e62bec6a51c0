/** Licence cases as they go on, step by step, and the terminals beside them: sessions as they come, heartbeats by the clock. */
import type { Standing } from '../district/standing.ts'
import type { Life } from './life.ts'
import { kioskHeartbeat, kioskSessionCompleted, licenceSubmitted } from '@qinglian/shared'
import { DAY_MS, HOUR_MS } from '../calendar.ts'
import { BEAT_MS, KIOSKS, sessionData } from '../district/kiosks.ts'
import { drawChannel, LICENSING_UNITS, recordStep } from '../district/licences.ts'
import { MATTER_WEIGHTS } from '../lists.ts'

type OpenCase = Standing['cases'][number]
/** The next step of a case at a stage, by weight, and the stage it comes to; null where it is over. */
type Next = readonly [step: Parameters<typeof recordStep>[2]['step'], stage: OpenCase['stage'] | null]

const NEXT: Record<OpenCase['stage'], readonly (readonly [Next, number])[]> = {
  submitted: [[['accepted', 'accepted'], 90], [['correction-asked', 'corrected'], 10]],
  corrected: [[['accepted', 'accepted'], 1]],
  accepted: [[['checked', 'checked'], 60], [['granted', 'decided'], 30], [['refused', null], 3], [['paused', 'paused'], 4], [['withdrawn', null], 3]],
  paused: [[['resumed', 'checked'], 1]],
  checked: [[['granted', 'decided'], 96], [['refused', null], 4]],
  decided: [[['delivered', null], 1]],
}

export function submitLicence(life: Life): void {
  const { recorder, random, calendar, standing, nowMs } = life
  const unit = random.pick(LICENSING_UNITS)
  const matter = random.weighted(MATTER_WEIGHTS)
  const id = `L-${life.tag}-${life.nextNumber()}`
  recorder.record(licenceSubmitted, {
    system: 'licensing',
    subject: unit,
    timeMs: nowMs,
    data: { case: id, at: calendar.format(nowMs), matter, channel: drawChannel(random, unit), ...(matter === 'renew' ? { licenceExpiresAt: calendar.day(nowMs + random.int(30, 70) * DAY_MS) } : {}) },
  })
  standing.cases.push({ case: id, unit, stage: 'submitted', stageMs: nowMs })
}

/** The one that has waited longest, mostly; dated now, and after the step before it. */
export function stepLicence(life: Life): void {
  const { random, standing, nowMs } = life
  if (standing.cases.length === 0)
    return
  const moved = random.chance(0.7) ? standing.cases.reduce((first, one) => one.stageMs < first.stageMs ? one : first) : random.pick(standing.cases)
  const [step, stage] = random.weighted(NEXT[moved.stage])
  const atMs = Math.max(nowMs, moved.stageMs + 1)
  recordStep(life, moved, { step, atMs, timeMs: nowMs })
  moved.stageMs = atMs
  if (stage === null)
    standing.cases = standing.cases.filter(one => one !== moved)
  else
    moved.stage = stage
}

export function useKiosk({ recorder, random, calendar, nowMs, tag, nextNumber }: Life): void {
  const { kiosk, unit } = random.pick(KIOSKS)
  recorder.record(kioskSessionCompleted, { system: 'kiosk', subject: unit, timeMs: nowMs, data: sessionData(`KS-${tag}-${nextNumber()}`, { kiosk, at: calendar.format(nowMs), random }) })
}

export interface Heartbeats {
  /** When the next terminal has to speak. */
  nextMs: () => number
  /** Lets every terminal speak whose time has come. */
  beat: () => void
}

/** Each terminal speaks every five real minutes, whatever the speed of life; now and then one is off for some of them. */
export function createHeartbeats(life: Life): Heartbeats {
  const random = life.random.fork('heartbeats')
  const due = KIOSKS.map((kiosk, index) => ({ ...kiosk, nextMs: life.nowMs + index * BEAT_MS / KIOSKS.length }))
  return {
    nextMs: () => Math.min(...due.map(({ nextMs }) => nextMs)),
    beat() {
      const { recorder, calendar, nowMs } = life
      for (const one of due.filter(({ nextMs }) => nextMs <= nowMs)) {
        recorder.record(kioskHeartbeat, { system: 'kiosk', subject: one.unit, timeMs: nowMs, data: { kiosk: one.kiosk, at: calendar.format(nowMs), status: random.chance(0.01) ? 'fault' : 'ok' } })
        one.nextMs = nowMs + (random.chance(0.004) ? HOUR_MS / 3 : BEAT_MS)
      }
    },
  }
}
