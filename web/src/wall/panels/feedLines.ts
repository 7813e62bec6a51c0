/**
 * The latest facts as lines of the wall: who, and what. The same thing done again by the same unit within an hour is
 * one line with a count, so that a busy hour reads as a sentence and not as an echo. The topic holds just the latest
 * facts: the hour in which it ends may have had more, so there the count is left out.
 */
import type { FeedItem, FeedKind, FeedTopic, Severity } from '@qinglian/shared'
import { SEVERITIES } from '@qinglian/shared'
import { dayNumber, zonedTime } from '../../ui/zonedTime.ts'

export interface FeedLine {
  /** Stays the same while the line is on show. */
  key: string
  /** When it was last done. */
  at: string
  /** The unit's name; empty on the unit's own wall, where it need not be said. */
  name: string
  kind: FeedKind
  sentence: string
  /** How often within the hour; undefined for several times where the topic does not reach back far enough to count. */
  count: number | undefined
  /** Of an alert. */
  severity?: Severity
}

export interface FeedLinesOptions {
  unit: string
  maxItems: number
  /** IANA name of the zone whose hours are meant. */
  timezone: string
}

export function feedLines({ items }: FeedTopic, { unit, maxItems, timezone }: FeedLinesOptions): FeedLine[] {
  const lines = new Map<string, FeedLine>()
  const lastHour = hourOf(items[items.length - 1]?.at, timezone)
  for (const item of items) {
    const hour = hourOf(item.at, timezone)
    const key = `${hour} ${item.unit} ${item.text}`
    const line = lines.get(key)
    if (line === undefined)
      lines.set(key, { key, at: item.at, name: item.unit === unit ? '' : item.unitName, kind: item.kind, sentence: sentenceOf(item), count: 1, ...severityOf(item) })
    else
      line.count = hour === lastHour || line.count === undefined ? undefined : line.count + 1
  }
  return [...lines.values()].slice(0, maxItems)
}

/** The server's sentence begins with the unit's name; here the two stand apart. */
function sentenceOf({ text, unitName }: FeedItem): string {
  return text.startsWith(unitName) ? text.slice(unitName.length).trim() : text
}

function severityOf({ kind, params }: FeedItem): { severity?: Severity } {
  const severity = kind === 'alert_raised' ? SEVERITIES.find(word => word === params.severity) : undefined
  return severity === undefined ? {} : { severity }
}

function hourOf(at: string | undefined, timezone: string): string {
  if (at === undefined)
    return ''
  const moment = zonedTime(Date.parse(at), timezone)
  return `${dayNumber(moment)}-${moment.hour}`
}
