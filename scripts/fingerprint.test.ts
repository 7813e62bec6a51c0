import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fingerprint-'))
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'src/a.ts'), 'a')
  writeFileSync(join(root, 'src/b.ts'), 'b')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('fingerprint', () => {
  it('does not change with times or the order of paths', () => {
    const before = fingerprint(root, ['src/a.ts', 'src/b.ts'])
    utimesSync(join(root, 'src/a.ts'), 1, 1)
    expect(fingerprint(root, ['src/b.ts', 'src/a.ts'])).toBe(before)
    expect(fingerprint(root, ['src'])).toBe(before)
  })

  it('changes with content, with a name, and with a file more or less', () => {
    const seen = [fingerprint(root, ['src'])]
    writeFileSync(join(root, 'src/a.ts'), 'A')
    seen.push(fingerprint(root, ['src']))
    writeFileSync(join(root, 'src/c.ts'), '')
    seen.push(fingerprint(root, ['src']))
    rmSync(join(root, 'src/b.ts'))
    seen.push(fingerprint(root, ['src']))
    expect(new Set(seen).size).toBe(4)
  })

  it('tells content moved between neighbouring files apart', () => {
    writeFileSync(join(root, 'src/a.ts'), 'ab')
    writeFileSync(join(root, 'src/b.ts'), '')
    const before = fingerprint(root, ['src'])
    writeFileSync(join(root, 'src/a.ts'), 'a')
    writeFileSync(join(root, 'src/b.ts'), 'b')
    expect(fingerprint(root, ['src'])).not.toBe(before)
  })

  it('leaves out what is built and installed, and takes a missing path as empty', () => {
    const before = fingerprint(root, ['src'])
    mkdirSync(join(root, 'src/dist'))
    writeFileSync(join(root, 'src/dist/x.js'), 'x')
    expect(fingerprint(root, ['src', 'nowhere'])).toBe(before)
  })
})
