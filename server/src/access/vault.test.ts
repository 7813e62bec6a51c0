import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVault, VaultKeyMismatch } from './vault.ts'

const vaultOf = (fill: number) => createVault({ fieldKey: Buffer.alloc(32, fill), random: randomBytes })
const vault = vaultOf(1)

describe('vault', () => {
  it('opens any name it sealed, and never shows it', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      const key = vault.newPersonKey()
      const sealed = vault.sealName(key, name)
      expect(vault.openName(key, sealed)).toBe(name)
      expect(name.length < 3 || !Buffer.from(sealed, 'base64url').includes(name)).toBe(true)
    }), { numRuns: 50 })
  })

  it('seals one name of one person always alike, and differently for another name or person', () => {
    const key = vault.newPersonKey()
    const other = vault.newPersonKey()
    expect(vault.sealName(key, '示例甲')).toBe(vault.sealName(key, '示例甲'))
    expect(vault.sealName(key, '示例乙')).not.toBe(vault.sealName(key, '示例甲'))
    expect(vault.sealName(other, '示例甲')).not.toBe(vault.sealName(key, '示例甲'))
    expect(other).not.toBe(key)
  })

  it('cannot open a name with the key of another person', () => {
    const sealed = vault.sealName(vault.newPersonKey(), '示例甲')
    expect(() => vault.openName(vault.newPersonKey(), sealed)).toThrow(VaultKeyMismatch)
  })

  it('says so when the field key is another one', () => {
    const key = vault.newPersonKey()
    expect(() => vaultOf(2).openName(key, vault.sealName(key, '示例甲'))).toThrow(/QINGLIAN_FIELD_KEY/)
    expect(() => vaultOf(2).openBlob(vault.sealBlob('x'))).toThrow(VaultKeyMismatch)
  })

  it('notices a changed or cut blob', () => {
    const sealed = Buffer.from(vault.sealBlob('{"a":1}'), 'base64url')
    const changed = Buffer.from(sealed)
    changed[14]! ^= 1
    expect(() => vault.openBlob(changed.toString('base64url'))).toThrow(VaultKeyMismatch)
    expect(() => vault.openBlob(sealed.subarray(0, 20).toString('base64url'))).toThrow(VaultKeyMismatch)
  })

  it('keeps the keys of its purposes apart: a blob is no person key', () => {
    const blob = vault.sealBlob('x'.repeat(32))
    expect(() => vault.sealName(blob, '示例甲')).toThrow(VaultKeyMismatch)
  })

  it('seals the same blob differently each time', () => {
    expect(vault.sealBlob('x')).not.toBe(vault.sealBlob('x'))
    expect(vault.openBlob(vault.sealBlob('一'))).toBe('一')
  })

  it('opens a cursor that it sealed, and none that was changed, made up or sealed elsewhere', () => {
    const sealed = vault.sealCursor('三')
    expect(vault.openCursor(sealed)).toBe('三')
    expect(vault.sealCursor('三')).not.toBe(sealed)
    expect([vault.openCursor(`${sealed}AAAA`), vault.openCursor('x'), vault.openCursor(''), vaultOf(2).openCursor(sealed), vault.openCursor(vault.sealBlob('三'))]).toEqual(Array.from({ length: 5 }).fill(undefined))
  })

  it('digests by the field key', () => {
    expect(vault.digest('a')).toMatch(/^[0-9a-f]{64}$/)
    expect(vault.digest('a')).toBe(vaultOf(1).digest('a'))
    expect(vault.digest('a')).not.toBe(vault.digest('b'))
    expect(vault.digest('a')).not.toBe(vaultOf(2).digest('a'))
  })

  it('refuses a field key of another length', () => {
    expect(() => createVault({ fieldKey: Buffer.alloc(16), random: randomBytes })).toThrow(RangeError)
  })
})
