/** What a simulation is told, and what it tells on the way. */
import type { Clock } from '../clock.ts'
import type { Standing } from '../district/standing.ts'
import type { Seed } from '../random.ts'
import type { Keys } from '../systems.ts'
import type { Tally } from './courier.ts'
import type { StateStore } from './stateStore.ts'

export interface SimulationProgress extends Readonly<Tally> {
  /** Simulated days lived in this run. */
  days: number
  /** Present while waiting for the server. */
  waiting?: { reason: string, ms: number }
}

export interface SimulateOptions extends Keys {
  url: string
  seed: Seed
  /** Simulated days in a real one; any number above 0. */
  speed?: number | undefined
  /** Share of bad records among all that are sent, 0 to 0.9. */
  badShare?: number | undefined
  /** How the district stands; what the store has kept goes before it, and without both it is built as of now. */
  standing?: Standing | undefined
  store?: StateStore | undefined
  /** Ends after so many simulated days; without it the signal ends it. */
  days?: number | undefined
  timezoneOffset?: string | undefined
  onProgress?: ((progress: SimulationProgress) => void) | undefined
  fetch?: typeof fetch | undefined
  clock?: Clock | undefined
  signal?: AbortSignal | undefined
}
