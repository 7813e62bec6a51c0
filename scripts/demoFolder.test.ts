import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDemoFolder } from './demoFolder.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-folder-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('demo folder', () => {
  it('makes a key of 64 characters once, for its owner only', () => {
    const key = openDemoFolder(dataDir).key()
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect(openDemoFolder(dataDir).key()).toBe(key)
    expect(statSync(join(dataDir, 'demo/ingest.key')).mode & 0o777).toBe(0o600)
  })

  it('remembers a load that was begun, and that it is not done', () => {
    const record = { seed: 'qinglian', now: '2026-06-01T08:00:00.000Z', isLoaded: false }
    expect(openDemoFolder(dataDir).sample()).toBeUndefined()
    openDemoFolder(dataDir).saveSample(record)
    expect(openDemoFolder(dataDir).sample()).toEqual(record)
  })

  it.each(['{}', 'null', '{"seed":"a","now":"gestern","isLoaded":true}'])('takes a record that is none (%s) as nothing loaded', (text) => {
    const folder = openDemoFolder(dataDir)
    writeFileSync(join(folder.path, 'sample.json'), text)
    expect(folder.sample()).toBeUndefined()
  })

  it('is taken by one living process at a time', () => {
    const folder = openDemoFolder(dataDir)
    writeFileSync(join(folder.path, 'start.pid'), String(process.ppid))
    expect(folder.take()).toBe(process.ppid)
    expect(folder.take()).toBe(process.ppid)
  })

  it('is free again once its holder has died', () => {
    const folder = openDemoFolder(dataDir)
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    writeFileSync(join(folder.path, 'start.pid'), String(dead))
    expect(folder.take()).toBeUndefined()
  })

  it('begins anew with nothing in it', () => {
    const folder = openDemoFolder(dataDir)
    const old = folder.key()
    folder.clear()
    expect(readdirSync(folder.path)).toEqual([])
    expect(existsSync(folder.path)).toBe(true)
    expect(folder.key()).not.toBe(old)
  })
})
