/** The five honest states of a panel (wall.md §2), decided in one place. */
import type { Freshness } from '@qinglian/shared'
import type { LinkStatus } from '../live/liveClient.ts'

export type PanelState = 'loading' | 'live' | 'late' | 'lost' | 'empty'

/**
 * A lost link comes before everything, since nothing else is known then; what was shown stays.
 * @param freshness of the panel's value; undefined while no value has come
 */
export function panelState(freshness: Freshness | undefined, link: LinkStatus): PanelState {
  if (link === 'lost')
    return 'lost'
  if (freshness === undefined)
    return 'loading'
  if (freshness.state === 'never')
    return 'empty'
  return freshness.state === 'fresh' ? 'live' : 'late'
}
