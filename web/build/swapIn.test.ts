import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { swapIn } from './swapIn.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qinglian-swap-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function build(name: string, content: string): string {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, `${content}.js`), content)
  return join(folder, name)
}

it('puts a build where there was none', () => {
  swapIn(build('aside', 'new'), join(folder, 'below/dist'))
  expect(readFileSync(join(folder, 'below/dist/new.js'), 'utf8')).toBe('new')
})

it('replaces a build whole and leaves nothing of it', () => {
  const place = build('dist', 'old')
  swapIn(build('aside', 'new'), place)
  expect(readdirSync(place)).toEqual(['new.js'])
  expect(readdirSync(folder)).toEqual(['dist'])
  expect(existsSync(join(folder, 'aside'))).toBe(false)
})
