/** The latest facts as lines of the wall: who, and what. */
import type { FeedTopic } from '@qinglian/shared'

export interface FeedLine {
  /** Stays the same while the fact is on show. */
  key: string
  at: string
  /** The unit's name; empty on the unit's own wall, where it need not be said. */
  name: string
  sentence: string
}

export interface FeedLinesOptions { unit: string, maxItems: number }

/** The server's sentence begins with the unit's name; here the two stand apart. */
export function feedLines({ items }: FeedTopic, { unit, maxItems }: FeedLinesOptions): FeedLine[] {
  const seen = new Map<string, number>()
  return items.slice(0, maxItems).map((item) => {
    const fact = `${item.at} ${item.unit} ${item.text}`
    const times = seen.get(fact) ?? 0
    seen.set(fact, times + 1)
    return {
      key: `${fact} ${times}`,
      at: item.at,
      name: item.unit === unit ? '' : item.unitName,
      sentence: item.text.startsWith(item.unitName) ? item.text.slice(item.unitName.length).trim() : item.text,
    }
  })
}
