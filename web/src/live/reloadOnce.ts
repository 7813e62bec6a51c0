/**
 * Loads the page anew when the server no longer speaks its protocol, at most once in ten minutes: if the new
 * page is refused as well, a wall that reloads for ever would show nothing at all.
 */
const KEY = 'qinglian.reloaded-at'
const PAUSE_MS = 10 * 60_000

export interface ReloadDeps {
  storage: Pick<Storage, 'getItem' | 'setItem'>
  now: () => number
  reload: () => void
}

export function reloadOnce({ storage, now, reload }: ReloadDeps): void {
  const last = Number(storage.getItem(KEY) ?? 0)
  if (now() - last < PAUSE_MS)
    return
  storage.setItem(KEY, String(now()))
  reload()
}
