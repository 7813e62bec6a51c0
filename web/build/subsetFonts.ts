/**
 * The fonts of the wall, made at build. A wall in an intranet has no Chinese font to rely on, and the slices of
 * Noto Sans SC are too coarse: one page touches fourteen of them, 800 KB. So the characters that every wall
 * shows go into one small file a weight, named first. What remains, such as a unit's own name, comes from slices,
 * each loaded only when a character of it is met; the slices of the common characters are cut finer here, so that
 * such a character costs 6 KB and not 60. Figures get Barlow Condensed, cut to ASCII.
 *
 * Writes font files and two style sheets into a cache folder and serves these as `virtual:fonts.css` and
 * `virtual:font-slices.css`.
 */
import type { Plugin } from 'vite'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import subsetFont from 'subset-font'
import { fontText } from './fontText.ts'
import { mergeFonts } from './mergeFonts.ts'

const WEIGHTS = [400, 600]
const FIGURE_WEIGHTS = [500, 600]
/** Slices from this number on hold the common characters, by frequency. */
const FIRST_COMMON_SLICE = 100
const FINE_SLICE_LENGTH = 16
const packages = createRequire(import.meta.url)
const slicesCss = packages.resolve('@fontsource-variable/noto-sans-sc/index.css')
const figuresFolder = join(dirname(packages.resolve('@fontsource/barlow-condensed/package.json')), 'files')

export function fontsPlugin(root: string): Plugin {
  let folder = ''
  return {
    name: 'qinglian:fonts',
    async config() {
      folder = await prepareFonts(root)
      return { server: { fs: { allow: [root] } } }
    },
    resolveId(id) {
      if (id === 'virtual:fonts.css')
        return join(folder, 'fonts.css')
      return id === 'virtual:font-slices.css' ? join(folder, 'slices.css') : undefined
    },
  }
}

/** @returns the folder with `fonts.css`; made anew only when the text or the recipe changed. */
async function prepareFonts(root: string): Promise<string> {
  const text = fontText(root)
  const recipe = readFileSync(new URL(import.meta.url), 'utf8') + readFileSync(new URL('./mergeFonts.ts', import.meta.url), 'utf8')
  const key = createHash('sha256').update(text).update(recipe).digest('hex').slice(0, 12)
  const folder = join(root, 'web/node_modules/.cache/qinglian-fonts', key)
  if (existsSync(join(folder, 'fonts.css')))
    return folder
  mkdirSync(folder, { recursive: true })
  const rules: string[] = []
  for (const weight of WEIGHTS)
    rules.push(await writeTextFont(folder, text, weight))
  for (const weight of FIGURE_WEIGHTS)
    rules.push(await writeFigureFont(folder, weight))
  const slices: string[] = []
  for (const slice of readSlices())
    slices.push(...await cutSlice(folder, slice, text))
  writeFileSync(join(folder, 'slices.css'), slices.join('\n'))
  // Last, since its presence says that the folder is complete.
  writeFileSync(join(folder, 'fonts.css'), rules.join('\n'))
  return folder
}

async function writeTextFont(folder: string, text: string, weight: number): Promise<string> {
  const parts: Buffer[] = []
  let covered = ''
  for (const slice of readSlices()) {
    const wanted = [...text].filter(character => slice.has(character.codePointAt(0)!)).join('')
    if (wanted === '')
      continue
    covered += wanted
    parts.push(await subsetFont(readFileSync(slice.file), wanted, { targetFormat: 'truetype', variationAxes: { wght: weight }, noHinting: true }))
  }
  const font = await subsetFont(mergeFonts(parts), covered, { targetFormat: 'woff2', noHinting: true })
  const file = `qinglian-sans-${weight}.woff2`
  writeFileSync(join(folder, file), font)
  return fontFace({ family: 'Qinglian Sans', file: `./${file}`, weight, range: unicodeRange(covered) })
}

async function writeFigureFont(folder: string, weight: number): Promise<string> {
  const source = readFileSync(join(figuresFolder, `barlow-condensed-latin-${weight}-normal.woff2`))
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
  const file = `qinglian-figures-${weight}.woff2`
  writeFileSync(join(folder, file), await subsetFont(source, `${ascii}–—·`, { targetFormat: 'woff2', noHinting: true }))
  return fontFace({ family: 'Qinglian Figures', file: `./${file}`, weight, range: unicodeRange(`${ascii}–—·`) })
}

/** @returns the rules of a slice without the characters of `text`: itself if it is a rare one, else in fine cuts */
async function cutSlice(folder: string, slice: Slice, text: string): Promise<string[]> {
  const family = 'Qinglian Sans Slices'
  if (slice.number < FIRST_COMMON_SLICE)
    return [fontFace({ family, file: relative(folder, slice.file), weight: '100 900', range: slice.range })]
  const rest = slice.characters().filter(character => !text.includes(character))
  const source = readFileSync(slice.file)
  const rules: string[] = []
  for (let start = 0; start < rest.length; start += FINE_SLICE_LENGTH) {
    const cut = rest.slice(start, start + FINE_SLICE_LENGTH).join('')
    const file = `slice-${slice.number}-${start / FINE_SLICE_LENGTH}.woff2`
    writeFileSync(join(folder, file), await subsetFont(source, cut, { targetFormat: 'woff2', noHinting: true }))
    rules.push(fontFace({ family, file: `./${file}`, weight: '100 900', range: unicodeRange(cut) }))
  }
  return rules
}

function fontFace(face: { family: string, file: string, weight: number | string, range: string }): string {
  return `@font-face {
  font-family: '${face.family}';
  font-weight: ${face.weight};
  font-display: block;
  src: url('${face.file}') format('woff2');
  unicode-range: ${face.range};
}`
}

interface Slice {
  number: number
  file: string
  /** As a style sheet says it: `U+4e00,U+4e8c-4e8e`. */
  range: string
  characters: () => string[]
  has: (character: number) => boolean
}

/** The slices that the font package's style sheet declares. */
function readSlices(): Slice[] {
  const css = readFileSync(slicesCss, 'utf8')
  return [...css.matchAll(/url\(\.\/([^)]*sc-(\w+)-wght[^)]*)\)[^;]*;\s*unicode-range: ([^;]+);/g)].map(([, file = '', number = '', range = '']) => {
    const ranges = range.split(',').map(part => part.trim().slice(2).split('-').map(hex => Number.parseInt(hex, 16)))
    return {
      number: Number(number) || 0,
      file: join(dirname(slicesCss), file),
      range,
      characters: () => ranges.flatMap(([from = 0, to = from]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))),
      has: character => ranges.some(([from = 0, to = from]) => character >= from && character <= to),
    }
  })
}

/** `U+41-43,U+4e00`: the characters, runs joined. */
export function unicodeRange(text: string): string {
  const codes = [...new Set(text)].map(character => character.codePointAt(0)!).sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const code of codes) {
    const last = runs[runs.length - 1]
    if (last !== undefined && last[1] === code - 1)
      last[1] = code
    else
      runs.push([code, code])
  }
  return runs.map(([from, to]) => from === to ? `U+${from.toString(16)}` : `U+${from.toString(16)}-${to.toString(16)}`).join(',')
}
