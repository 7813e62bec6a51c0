/** The list of units, read again every few seconds so that the page of the first hour moves on by itself. */
import type { UnitEntry } from '@qinglian/shared'
import { useIntervalFn } from '@vueuse/core'
import { shallowRef } from 'vue'

const EVERY_MS = 3_000

export function useUnits() {
  /** Undefined until the first answer; kept while the server is away. */
  const units = shallowRef<UnitEntry[]>()
  const isReachable = shallowRef(true)
  let isReading = false

  async function read(): Promise<void> {
    if (isReading)
      return
    isReading = true
    try {
      const response = await fetch('/api/v1/units')
      const body = await response.json() as { units: UnitEntry[] }
      isReachable.value = response.ok
      if (response.ok)
        units.value = body.units
    }
    catch {
      // The network or a proxy in between: said on the page, tried again in a moment.
      isReachable.value = false
    }
    finally {
      isReading = false
    }
  }

  useIntervalFn(() => void read(), EVERY_MS, { immediateCallback: true })
  return { units, isReachable }
}
