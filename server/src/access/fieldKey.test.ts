import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FieldKeyInvalid, loadFieldKey } from './fieldKey.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'field-key-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const load = (setting?: string, random = randomBytes) => loadFieldKey({ setting, path: join(folder, 'field.key'), random })

describe('field key', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i))

  it.each([
    ['base64', key.toString('base64')],
    ['base64 without padding', key.toString('base64').replace('=', '')],
    ['base64url', key.toString('base64url')],
    ['hex', key.toString('hex')],
    ['hex in capitals, with a newline', `${key.toString('hex').toUpperCase()}\n`],
  ])('reads the setting as %s', (_, setting) => {
    expect(load(setting)).toEqual(key)
    expect(readdirSync(folder)).toEqual([])
  })

  it.each(['short', key.toString('hex').slice(2), `${key.toString('base64')}AAAA`, 'x'.repeat(64), randomBytes(31).toString('base64')])('refuses %s and says what it should be, without repeating it', (setting) => {
    expect(() => load(setting)).toThrow(FieldKeyInvalid)
    expect(() => load(setting)).toThrow(/^QINGLIAN_FIELD_KEY 应为 32 字节/)
    expect(() => load(setting)).not.toThrow(setting)
  })

  it('makes a file once, for its owner only, and reads it from then on', () => {
    const made = load('')
    const path = join(folder, 'field.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(load()).toEqual(made)
    expect(readdirSync(folder)).toEqual(['field.key'])
    expect(readFileSync(path, 'utf8').trim()).toBe(made.toString('base64'))
  })

  it('takes the key of a process that made the file a moment earlier', () => {
    const path = join(folder, 'field.key')
    const first = Buffer.alloc(32, 7)
    const made = load(undefined, (bytes) => {
      // The other process finishes between our look and our link.
      writeFileSync(path, first.toString('base64'))
      return randomBytes(bytes)
    })
    expect(made).toEqual(first)
  })

  it('never replaces a damaged file, and names it', () => {
    const path = join(folder, 'field.key')
    writeFileSync(path, 'damaged')
    expect(() => load()).toThrow(path)
    expect(readFileSync(path, 'utf8')).toBe('damaged')
  })
})
