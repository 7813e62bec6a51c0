/**
 * The order of statements (contract.md §1): by `time` to the millisecond, then `source`, then `id`, strings by bytes.
 * It is kept as one text that sorts that way in JavaScript (through `isLater`), in SQLite and in PostgreSQL
 * (collation C). The parts are joined by a tab, which sorts below everything that sources and ids may contain.
 */

export function statementKey(timeMs: number, source: string, id: string): string {
  return `${new Date(timeMs).toISOString()}\t${source}\t${id}`
}

/** Instant of a statement, from its key. */
export function statementTime(stmt: string): number {
  return Date.parse(stmt.slice(0, 24))
}

/** Whether statement `a` stands over statement `b`; anything stands over nothing. */
export function isLater(a: string, b: string | null | undefined): boolean {
  return b === null || b === undefined || compareBytes(a, b) > 0
}

/** Compares as UTF-8 bytes would: JavaScript alone puts surrogate pairs below U+E000 to U+FFFF. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y)
      return bytesRank(x) - bytesRank(y)
  }
  return a.length - b.length
}

function bytesRank(unit: number): number {
  if (unit < 0xD800)
    return unit
  return unit < 0xE000 ? unit + 0x2000 : unit - 0x800
}
