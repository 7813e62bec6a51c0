/**
 * Calendar and clock of a time zone. A wall shows the installation's days wherever its browser thinks it is, so
 * nothing on it asks a `Date` for local hours.
 */
export interface ZonedTime {
  year: number
  /** 1–12 */
  month: number
  day: number
  /** 0 is Sunday. */
  weekday: number
  hour: number
  minute: number
}

const DAY_MS = 86_400_000
/** Making a formatter costs far more than using it; a wall needs one or two. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** @param timeZone an IANA name; one that this browser has never heard of gives the browser's own zone */
export function zonedTime(ms: number, timeZone: string): ZonedTime {
  const parts = new Map(formatterOf(timeZone).formatToParts(ms).map(part => [part.type, Number(part.value)]))
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const [year, month, day] = [of('year'), of('month'), of('day')]
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, weekday, hour: of('hour'), minute: of('minute') }
}

/** Counts days, so that two moments of the same zone can be told to be of one day. */
export function dayNumber({ year, month, day }: ZonedTime): number {
  return Date.UTC(year, month - 1, day) / DAY_MS
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined)
    return known
  const made = makeFormatter(timeZone)
  formatters.set(timeZone, made)
  return made
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const options = { calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  }
  catch {
    // The list of zones is the browser's and may be older than the zone's name.
    return new Intl.DateTimeFormat('en-US', options)
  }
}
