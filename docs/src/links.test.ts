import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['', 'docs', 'docs/guide', 'docs/reference', 'docs/decisions']
const PAGES = FOLDERS.flatMap(folder => readdirSync(join(ROOT, folder)).filter(name => name.endsWith('.md')).map(name => join(folder, name)))

/** Relative targets of links and pictures, without their anchors. */
function targetsIn(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(match => match[1] ?? '').filter(target => !/^\w+:/.test(target))
}

it.each(PAGES)('%s links to what is there', (page) => {
  const missing = targetsIn(readFileSync(join(ROOT, page), 'utf8')).filter(target => !existsSync(join(ROOT, dirname(page), target)))
  expect(missing).toEqual([])
})

it('every page of the guide and every decision can be reached', () => {
  const linked = new Set(PAGES.flatMap(page => targetsIn(readFileSync(join(ROOT, page), 'utf8')).map(target => join(dirname(page), target))))
  expect(PAGES.filter(page => /^docs\/(?:guide|decisions|reference)\//.test(page) && !linked.has(page))).toEqual([])
})
