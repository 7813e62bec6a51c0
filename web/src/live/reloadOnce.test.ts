import { expect, it, vi } from 'vitest'
import { reloadOnce } from './reloadOnce.ts'

function fakeStorage() {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}

it('reloads once, and again only after ten minutes', () => {
  const storage = fakeStorage()
  const reload = vi.fn()
  const start = 1_000_000_000
  reloadOnce({ storage, now: () => start, reload })
  reloadOnce({ storage, now: () => start + 599_999, reload })
  expect(reload).toHaveBeenCalledOnce()
  reloadOnce({ storage, now: () => start + 600_000, reload })
  expect(reload).toHaveBeenCalledTimes(2)
})
