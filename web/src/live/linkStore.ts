/** The state of the link and of the clocks, for every wall. No DOM: it hears a `LiveClient` and ticks. */
import type { LinkStatus, LiveClient, Stop } from './liveClient.ts'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** A clock that is off by more than this is said to be wrong. */
export const CLOCK_SKEW_LIMIT_MS = 60_000
/** Until the first pulse tells. */
const DEFAULT_TIMEZONE = 'Asia/Shanghai'

export const useLinkStore = defineStore('link', () => {
  const status = shallowRef<LinkStatus>('connecting')
  /** Server's time at the last pulse, in ms; undefined before the first. */
  const lastPulseAt = shallowRef<number>()
  /** How far this machine's clock is ahead of the server's, in ms; 0 until known. */
  const skewMs = shallowRef(0)
  const isDemo = shallowRef(false)
  /** IANA name of the zone whose clock and days are shown. */
  const timezone = shallowRef(DEFAULT_TIMEZONE)
  const localNow = shallowRef(0)

  /** The server's present time by our own clock: what ages and the clock on the wall are reckoned by. */
  const now = computed(() => localNow.value - skewMs.value)
  const isClockWrong = computed(() => Math.abs(skewMs.value) > CLOCK_SKEW_LIMIT_MS)

  /** To be called about once a second with the machine's time. */
  function tick(nowMs: number): void {
    localNow.value = nowMs
  }

  function follow(client: LiveClient, machineNow: () => number): Stop {
    const stops = [
      client.onLink(next => status.value = next),
      client.onPulse((pulse) => {
        lastPulseAt.value = Date.parse(pulse.at)
        skewMs.value = machineNow() - lastPulseAt.value
        isDemo.value = pulse.demo
        timezone.value = pulse.timezone
        tick(machineNow())
      }),
    ]
    return () => stops.forEach(stop => stop())
  }

  return { status, lastPulseAt, skewMs, isDemo, timezone, now, isClockWrong, tick, follow }
})
