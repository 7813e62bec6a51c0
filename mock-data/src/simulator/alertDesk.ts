/**
 * The desk at which people see what alerts wait for them: asked for over HTTP with the same key, as a disposal system would. A
 * server that does not answer, or an older one, leaves the desk as it was: nothing else waits for it.
 */
import type { AlertEntry } from '@qinglian/shared'
import type { Clock } from '../clock.ts'
import type { Keys } from '../systems.ts'
import type { Life } from './life.ts'
import { keyOf, SYSTEMS } from '../systems.ts'

export interface DeskOptions extends Keys {
  url: string
  clock: Clock
  fetch?: typeof fetch | undefined
}

/** How often the desk is looked at, in real time. */
const LOOK_EVERY_MS = 15_000
const TIMEOUT_MS = 10_000

export interface Desk {
  /** Brings `life.alerts` up to date where it is time to. */
  look: () => Promise<void>
}

export function createDesk(options: DeskOptions, life: Life): Desk {
  let nextMs = Number.NEGATIVE_INFINITY
  return {
    async look() {
      const nowMs = options.clock.now()
      if (nowMs < nextMs)
        return
      nextMs = nowMs + LOOK_EVERY_MS
      life.alerts = await ask(options) ?? life.alerts
    },
  }
}

async function ask(options: DeskOptions): Promise<AlertEntry[] | undefined> {
  try {
    const response = await (options.fetch ?? fetch)(new URL('/api/v1/alerts', options.url), {
      headers: { authorization: `Bearer ${keyOf(options, SYSTEMS.console.source)}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const body: unknown = await response.json()
    return response.ok && isList(body) ? body.alerts : undefined
  }
  catch {
    // A dead link is waited out where facts are delivered; here it only means that nobody learns anything new.
    return undefined
  }
}

function isList(body: unknown): body is { alerts: AlertEntry[] } {
  return typeof body === 'object' && body !== null && Array.isArray(Reflect.get(body, 'alerts'))
}
