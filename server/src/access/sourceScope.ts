/**
 * What a source key may speak for (contract.md §1): sources under a prefix, types, and a unit with everything
 * below it as known on arrival. One rule, for events coming in and for reading quarantine.
 */

export interface SourceScope {
  /** Prefix on a path boundary, without a slash at its end; empty for every source. */
  readonly sourcePrefix: string
  /** Types such as `qinglian.pledge.signed`, or families such as `qinglian.pledge.*`; null for all. */
  readonly types: readonly string[] | null
  /** The unit whose subtree it may speak for; null for all, and for units that are not declared yet. */
  readonly unit: string | null
}

/** The tree of units, as far as a key's scope needs it. */
export interface UnitReach {
  isDeclared: (unit: string) => boolean
  /** Whether `unit` is `ancestor` or stands below it at that instant. */
  isWithin: (unit: string, ancestor: string, atMs: number) => boolean
}

export const FULL_SCOPE: SourceScope = { sourcePrefix: '', types: null, unit: null }

/** A path that climbs (`/upstream/party/../hr`) lies under no prefix, in whatever spelling. */
const CLIMBING = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i

export function coversSource(scope: SourceScope, source: string): boolean {
  const prefix = scope.sourcePrefix
  if (prefix === '' || source === prefix)
    return true
  const boundary = prefix.endsWith('/') ? prefix : `${prefix}/`
  return source.startsWith(boundary) && !CLIMBING.test(source.slice(boundary.length - 1))
}

export function coversType(scope: SourceScope, type: string): boolean {
  return scope.types === null || scope.types.some(allowed => type === allowed || (allowed.endsWith('.*') && type.startsWith(allowed.slice(0, -1))))
}

export function coversUnit(scope: SourceScope, unit: string, at: { tree: UnitReach, nowMs: number }): boolean {
  return scope.unit === null || (at.tree.isDeclared(unit) && at.tree.isWithin(unit, scope.unit, at.nowMs))
}

/** The prefix in the form that `coversSource` expects: `/upstream/party/` means `/upstream/party`. */
export function normalisePrefix(prefix: string): string {
  return prefix.length > 1 ? prefix.replace(/\/+$/, '') : prefix
}
