/** How components reach the live client that `main.ts` opened. */
import type { InjectionKey } from 'vue'
import type { LiveClient } from './liveClient.ts'
import { inject } from 'vue'

export const LIVE_CLIENT: InjectionKey<LiveClient> = Symbol('live client')

/** @throws Error where no client was provided: a mistake of the program, not of the network */
export function useLiveClient(): LiveClient {
  const client = inject(LIVE_CLIENT)
  if (client === undefined)
    throw new Error('no live client was provided')
  return client
}
