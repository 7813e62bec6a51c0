/**
 * What the simulated systems say, on its way into the outbox: bad records are put among the good in their share,
 * and a system that has been quiet for half its cadence introduces itself again.
 */
import type { CloudEvent } from '../recorder.ts'
import type { System } from '../systems.ts'
import type { Life } from './life.ts'
import type { Pending } from './stateStore.ts'
import { SYSTEM_NAMES, systemOf, SYSTEMS } from '../systems.ts'
import { spoilSomehow } from './badRecords.ts'
import { introduce } from './staffLife.ts'

export interface Outgoing {
  /** Moves what was recorded into the outbox. */
  collect: (outbox: Pending[]) => void
  /** When the first system will have been quiet too long; in the past for one that never spoke. */
  nextIntroductionMs: () => number
  /** Introduces every system that has been quiet too long. */
  introduceQuiet: () => void
}

export function createOutgoing(life: Life, badShare: number): Outgoing {
  const random = life.random.fork('bad records')
  /** So many bad ones for each good one. */
  const badPerGood = badShare / (1 - badShare)
  const spokeMs = new Map<System, number>()
  const previous = new Map<string, CloudEvent>()
  const introductionMs = (system: System) => (spokeMs.get(system) ?? Number.NEGATIVE_INFINITY) + SYSTEMS[system].everySec * 500
  let owed = 0

  function push(outbox: Pending[], event: CloudEvent): void {
    const { source } = event
    for (owed += random.exponential(badPerGood); owed >= 1; owed--)
      outbox.push({ source, isBad: true, event: { ...spoilSomehow({ event, previous: previous.get(source), random }).event } })
    outbox.push({ source, isBad: false, event: { ...event } })
    previous.set(source, event)
    const system = systemOf(source)
    if (system !== undefined)
      spokeMs.set(system, life.nowMs)
  }

  return {
    collect: outbox => life.recorder.events.splice(0).forEach(event => push(outbox, event)),
    nextIntroductionMs: () => Math.min(...SYSTEM_NAMES.map(introductionMs)),
    introduceQuiet: () => SYSTEM_NAMES.filter(system => introductionMs(system) <= life.nowMs).forEach(system => introduce(life, system)),
  }
}
