import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import { describe, expect, it } from 'vitest'
import { fontText } from './fontText.ts'
import { mergeFonts } from './mergeFonts.ts'
import { readFont } from './readFont.ts'
import { unicodeRange } from './subsetFonts.ts'

const packages = createRequire(import.meta.url)
const slices = join(dirname(packages.resolve('@fontsource-variable/noto-sans-sc/index.css')), 'files')

/** A static cut of one slice. */
function cut(slice: number, text: string): Promise<Buffer> {
  const file = join(slices, `noto-sans-sc-${slice}-wght-normal.woff2`)
  return subsetFont(readFileSync(file), text, { targetFormat: 'truetype', variationAxes: { wght: 400 }, noHinting: true })
}

describe('the merged font', () => {
  it('has every character of its parts with outline and width', async () => {
    const parts = await Promise.all([cut(119, '的一是'), cut(118, '单位'), cut(117, '首')])
    const merged = readFont(mergeFonts(parts))
    const found = parts.map(readFont).flatMap(part => [...part.characters].map(([character, glyph]) => ({ character, outline: part.glyphs[glyph]!, width: part.metrics[glyph]! })))
    expect(found.length).toBeGreaterThan(2)
    for (const { character, outline, width } of found) {
      const glyph = merged.characters.get(character)!
      expect(merged.glyphs[glyph]!.subarray(0, outline.length).equals(outline)).toBe(true)
      expect(merged.metrics[glyph]!.equals(width)).toBe(true)
    }
  })

  it('is a font that the shaping engine reads', async () => {
    const merged = mergeFonts(await Promise.all([cut(119, '的一是'), cut(118, '单位')]))
    const again = await subsetFont(merged, '的', { targetFormat: 'truetype' })
    expect([...readFont(again).characters.keys()]).toEqual(['的'.codePointAt(0)])
  })

  it('needs a part', () => {
    expect(() => mergeFonts([])).toThrow('at least one font')
  })
})

it('writes runs of characters as ranges', () => {
  expect(unicodeRange('CABZ一')).toBe('U+41-43,U+5a,U+4e00')
})

describe('the characters of the small font', () => {
  const text = fontText(fileURLToPath(new URL('../..', import.meta.url)))

  it('hold every word of the locale and ASCII', () => {
    const locale = readFileSync(new URL('../src/locales/zh-CN.ts', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    expect([...locale].filter(character => character > ' ' && !text.includes(character))).toEqual([])
  })

  it('are each named once', () => {
    expect(new Set(text).size).toBe([...text].length)
  })
})
