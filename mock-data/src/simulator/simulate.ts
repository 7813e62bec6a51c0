/**
 * Lives the sample district on, from how it stands, and posts what happens over HTTP like any upstream.
 *
 * **Pace.** At speed 1 a unit has some 85 facts a day; at the default 60 a simulated day takes 24 minutes and a
 * wall moves about every two seconds. There is no night: a demonstration may be looked at any time. Only the pace
 * is simulated: event times and what has happened are dated with the wall clock, never ahead of it, and deadlines
 * lie on the real calendar.
 *
 * **Nothing is lost.** One happening after another is stated, kept in the state store, delivered until answered.
 * While the server is away, life waits. A run's ids come from the seed and its real start, so no run conflicts
 * with another; what an earlier run left open is found in the store and ended.
 *
 * A set share of the records sent is bad on purpose, see `badRecords.ts`.
 */
import type { Happening, Life } from './life.ts'
import type { SimulateOptions, SimulationProgress } from './options.ts'
import { DAY_MS } from '../calendar.ts'
import { systemClock } from '../clock.ts'
import { createDeliverer } from '../post/deliver.ts'
import { createDesk } from './alertDesk.ts'
import { stepAlert } from './alertLife.ts'
import { beginLife, beginState } from './begin.ts'
import { createCourier, createTally } from './courier.ts'
import { assignDuty, doDuty } from './dutyLife.ts'
import { createHeartbeats, stepLicence, submitLicence, useKiosk } from './licenceLife.ts'
import { drawNext } from './life.ts'
import { exercisePower, lookIntoPower, reviewItem } from './listLife.ts'
import { createOutgoing } from './outgoing.ts'
import { holdSitting, reviewFulfilment, revokePledges } from './pledgeLife.ts'
import { checkOneself, holdMeeting, planMeeting } from './selfcheckLife.ts'
import { closeComplaint, handleRating, holdActivity, rateService, receiveComplaint, receiveThanks, useScenario } from './serviceLife.ts'
import { moveMember, sayGoodbye, syncStaff, welcomeNewcomer } from './staffLife.ts'
import { holdStudy } from './studyLife.ts'
import { endTask, judgeRectification, planTask, submitRectification, writeOff } from './supervisionLife.ts'
import { holdTalk, visitFamily } from './talkLife.ts'

export const DEFAULT_SPEED = 60
export const DEFAULT_BAD_SHARE = 0.01

const HAPPENINGS: Record<Happening, (life: Life) => void> = {
  'task-planned': planTask,
  'task-ended': endTask,
  'finding-submitted': submitRectification,
  'finding-judged': judgeRectification,
  'finding-written-off': writeOff,
  'licence-submitted': submitLicence,
  'licence-stepped': stepLicence,
  'kiosk-used': useKiosk,
  'alert-stepped': stepAlert,
  'pledge-sitting': holdSitting,
  'pledge-revocation': revokePledges,
  'staff-synced': syncStaff,
  'newcomer': welcomeNewcomer,
  'leaver': sayGoodbye,
  'move': moveMember,
  'study-held': holdStudy,
  'rating': rateService,
  'rating-handled': handleRating,
  'complaint': receiveComplaint,
  'complaint-closed': closeComplaint,
  'thanks': receiveThanks,
  'activity': holdActivity,
  'scenario-used': useScenario,
  'talk-held': holdTalk,
  'visit-made': visitFamily,
  'duty-assigned': assignDuty,
  'duty-done': doDuty,
  'power-exercised': exercisePower,
  'power-confirmed': lookIntoPower,
  'item-reviewed': reviewItem,
  'pledges-reviewed': reviewFulfilment,
  'self-checked': checkOneself,
  'meeting-planned': planMeeting,
  'meeting-held': holdMeeting,
}

/** One simulated day. */
export function simulateDay(options: SimulateOptions): Promise<SimulationProgress> {
  return simulate({ ...options, days: 1 })
}

/**
 * Resolves when the days are over or the signal aborts; what was not delivered then is in the store.
 * @throws DeliveryError where the server refuses the requests as such; RangeError for a speed or share that is none
 */
export async function simulate(options: SimulateOptions): Promise<SimulationProgress> {
  checkOptions(options)
  const { clock = systemClock, signal, store, days: maxDays = Number.POSITIVE_INFINITY } = options
  const state = beginState(options, clock.now())
  const life = beginLife(options, state, clock.now())
  const tally = createTally()
  const pace = createPace(options, life)
  const report = (waiting?: SimulationProgress['waiting']) => options.onProgress?.({ ...tally, days: pace.days(), ...(waiting === undefined ? {} : { waiting }) })
  const deliver = createDeliverer({ url: options.url, clock, fetch: options.fetch, signal, random: life.random.fork('backoff'), onWait: (reason, ms) => report({ reason, ms }) })
  const courier = createCourier({ deliver, keys: options, tally })
  const outgoing = createOutgoing(life, options.badShare ?? DEFAULT_BAD_SHARE)
  const heartbeats = createHeartbeats(life)
  const desk = createDesk({ ...options, clock }, life)
  const isStopped = () => signal?.aborted === true
  for (;;) {
    store?.save(state)
    const isDelivered = await courier.deliverAll(state.outbox)
    report()
    if (!isDelivered || isStopped())
      break
    await desk.look()
    const happening = await pace.next(Math.min(outgoing.nextIntroductionMs(), heartbeats.nextMs()))
    if (pace.days() >= maxDays || isStopped())
      break
    if (happening === undefined) {
      outgoing.introduceQuiet()
      heartbeats.beat()
    }
    else {
      HAPPENINGS[happening](life)
    }
    outgoing.collect(state.outbox)
  }
  store?.save(state)
  return { ...tally, days: pace.days() }
}

/** No happening is behind its time by more than this: after an outage life goes on, it does not catch up. */
const MOST_BEHIND_MS = 5_000

/** Waits from one happening to the next, or to an instant before it, which gives undefined. */
function createPace({ clock = systemClock, signal }: SimulateOptions, life: Life) {
  let days = 0
  let plannedMs = life.nowMs
  return {
    days: () => days,
    async next(notLaterThanMs: number): Promise<Happening | undefined> {
      const { happening, afterDays } = drawNext(life)
      const fromMs = Math.max(plannedMs, clock.now() - MOST_BEHIND_MS)
      const happensMs = fromMs + afterDays * DAY_MS / life.speed
      plannedMs = Math.min(happensMs, Math.max(fromMs, notLaterThanMs))
      days += (plannedMs - fromMs) * life.speed / DAY_MS
      const waitMs = plannedMs - clock.now()
      if (waitMs > 0)
        await clock.sleep(waitMs, signal)
      life.nowMs = clock.now()
      // Life has no memory, so that drawing anew after an interruption changes no rate.
      return plannedMs === happensMs ? happening : undefined
    },
  }
}

function checkOptions({ speed = DEFAULT_SPEED, badShare = DEFAULT_BAD_SHARE }: SimulateOptions): void {
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new RangeError(`speed must be a number above 0, not ${speed}`)
  if (!(badShare >= 0 && badShare <= 0.9))
    throw new RangeError(`bad-share must be between 0 and 0.9, not ${badShare}`)
}
