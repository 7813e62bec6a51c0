import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { referencePages } from './pages.ts'

const DOCS = join(import.meta.dirname, '..')
const pages = await referencePages()

it.each([...pages.keys()])('%s says what the code says; if not, run npm run docs', (path) => {
  expect(readFileSync(join(DOCS, path), 'utf8')).toBe(pages.get(path))
})

it('no page of the reference is left over from earlier code', () => {
  expect(readdirSync(join(DOCS, 'reference')).map(name => `reference/${name}`).sort()).toEqual([...pages.keys()].sort())
})

it('the pages are the same each time', async () => {
  expect([...await referencePages()]).toEqual([...pages])
})
