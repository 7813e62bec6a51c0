import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildDistrict } from '../district/buildDistrict.ts'
import { createFileStore } from './stateStore.ts'

const { standing } = buildDistrict({ seed: 'store', now: '2026-11-23T15:00:00+08:00' })
const state = { version: 1 as const, standing, outbox: [{ source: '/upstream/party', isBad: false, event: { id: 'a' } }] }

let folder: string
beforeEach(() => folder = mkdtempSync(join(tmpdir(), 'qinglian-state-')))
afterEach(() => rmSync(folder, { recursive: true }))

it('gives back what was kept, and nothing where nothing was', () => {
  const store = createFileStore(join(folder, 'deep', 'state.json'))
  expect(store.load()).toBeUndefined()
  store.save(state)
  expect(store.load()).toEqual(state)
  expect(existsSync(join(folder, 'deep', 'state.json.new'))).toBe(false)
})

it('refuses a file that is something else, names it and leaves it', () => {
  const path = join(folder, 'state.json')
  writeFileSync(path, '{"version":2}')
  expect(() => createFileStore(path).load()).toThrow(path)
  expect(readFileSync(path, 'utf8')).toBe('{"version":2}')
})

it('names the file also where it is no JSON at all', () => {
  const path = join(folder, 'state.json')
  writeFileSync(path, '{"version":1,')
  expect(() => createFileStore(path).load()).toThrow(path)
})
