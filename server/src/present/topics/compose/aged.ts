/**
 * Where the sources of a value are silent, the figures they told last stay, and their quality says that they are old
 * (contract.md §3, `stale`; domain.md §3.13): whoever reads one by itself must not take it for today's.
 */
import type { FreshnessState, Quality } from '@qinglian/shared'

/** Qualities of a figure that is there; what is hidden, missing or nothing stays what it is. */
const THERE: readonly unknown[] = ['ok', 'zero', 'small_n'] satisfies Quality[]

type Branch = Readonly<Record<string, unknown>>

/** The value with its rates marked; a part with a freshness of its own, such as a station's row, goes by that. */
export function aged<T>(value: T, state?: FreshnessState): T {
  if (Array.isArray(value))
    return value.map(item => aged<unknown>(item, state)) as T
  if (typeof value !== 'object' || value === null)
    return value
  const branch = value as Branch
  const own = (branch.freshness as { readonly state: FreshnessState } | undefined)?.state ?? state
  if ('quality' in branch && 'den' in branch)
    return own === 'silent' && branch.suppressed !== true && THERE.includes(branch.quality) ? { ...value, quality: 'stale' } : value
  return Object.fromEntries(Object.entries(branch).map(([name, item]) => [name, aged(item, own)])) as T
}
