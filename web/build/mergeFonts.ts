/**
 * Merges static TrueType fonts of one design into one font.
 *
 * Noto Sans SC ships as some hundred slices by character range. A wall needs a few hundred characters strewn over
 * most of them, so each slice is first cut to the wanted characters and the rests are put together here. Promise:
 * outlines, widths and the character map of every part survive; layout tables do not (Chinese text needs none).
 * The parts must share their units per em, which slices of one font do.
 */
import type { FontPart } from './readFont.ts'
import { readFont } from './readFont.ts'

interface Merged {
  glyphs: Buffer[]
  /** Advance width and left bearing of each glyph, as in `hmtx`. */
  metrics: Buffer[]
  characters: Map<number, number>
}

/** @param fonts TrueType files; the first one gives the tables that speak of the whole font. */
export function mergeFonts(fonts: readonly Buffer[]): Buffer {
  const parts = fonts.map(readFont)
  const first = parts[0]
  if (first === undefined)
    throw new Error('mergeFonts needs at least one font')
  const merged: Merged = { glyphs: [], metrics: [], characters: new Map() }
  for (const part of parts)
    append(merged, part)
  return writeFont({
    'OS/2': first.table('OS/2'),
    'cmap': writeCmap(merged.characters),
    ...writeGlyphs(merged.glyphs),
    'head': writeHead(parts),
    'hhea': patch(first.table('hhea'), buffer => buffer.writeUInt16BE(merged.glyphs.length, 34)),
    'hmtx': Buffer.concat(merged.metrics),
    'maxp': writeMaxp(parts, merged.glyphs.length),
    'name': first.table('name'),
    'post': patch(first.table('post').subarray(0, 32), buffer => buffer.writeUInt32BE(0x00030000, 0)),
  })
}

/** Adds a part; its glyph 0, the empty box, only from the first part. */
function append(merged: Merged, part: FontPart): void {
  const skip = merged.glyphs.length === 0 ? 0 : 1
  const shift = merged.glyphs.length - skip
  for (let glyph = skip; glyph < part.glyphs.length; glyph++) {
    merged.glyphs.push(shiftComponents(part.glyphs[glyph]!, shift))
    merged.metrics.push(part.metrics[glyph]!)
  }
  for (const [character, glyph] of part.characters)
    merged.characters.set(character, glyph + shift)
}

const ARGS_ARE_WORDS = 0x1
const HAS_SCALE = 0x8
const MORE_COMPONENTS = 0x20
const HAS_XY_SCALE = 0x40
const HAS_TWO_BY_TWO = 0x80

/** A composite glyph names its components by glyph id; these move with the part. */
function shiftComponents(glyph: Buffer, shift: number): Buffer {
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0)
    return glyph
  return patch(glyph, (buffer) => {
    let at = 10
    let flags = MORE_COMPONENTS
    while ((flags & MORE_COMPONENTS) !== 0) {
      flags = buffer.readUInt16BE(at)
      buffer.writeUInt16BE(buffer.readUInt16BE(at + 2) + shift, at + 2)
      at += (flags & ARGS_ARE_WORDS) !== 0 ? 8 : 6
      at += (flags & HAS_SCALE) !== 0 ? 2 : (flags & HAS_XY_SCALE) !== 0 ? 4 : (flags & HAS_TWO_BY_TWO) !== 0 ? 8 : 0
    }
  })
}

function writeGlyphs(glyphs: readonly Buffer[]): { glyf: Buffer, loca: Buffer } {
  const padded = glyphs.map(glyph => Buffer.concat([glyph, Buffer.alloc((4 - glyph.length % 4) % 4)]))
  const loca = Buffer.alloc((glyphs.length + 1) * 4)
  let offset = 0
  padded.forEach((glyph, i) => {
    loca.writeUInt32BE(offset, i * 4)
    offset += glyph.length
  })
  loca.writeUInt32BE(offset, glyphs.length * 4)
  return { glyf: Buffer.concat(padded), loca }
}

/** One format 12 subtable with a group for each character. */
function writeCmap(characters: ReadonlyMap<number, number>): Buffer {
  const sorted = [...characters].sort((a, b) => a[0] - b[0])
  const cmap = Buffer.alloc(12 + 16 + sorted.length * 12)
  cmap.writeUInt16BE(1, 2)
  cmap.writeUInt16BE(3, 4)
  cmap.writeUInt16BE(10, 6)
  cmap.writeUInt32BE(12, 8)
  cmap.writeUInt16BE(12, 12)
  cmap.writeUInt32BE(16 + sorted.length * 12, 16)
  cmap.writeUInt32BE(sorted.length, 24)
  sorted.forEach(([character, glyph], i) => {
    cmap.writeUInt32BE(character, 28 + i * 12)
    cmap.writeUInt32BE(character, 32 + i * 12)
    cmap.writeUInt32BE(glyph, 36 + i * 12)
  })
  return cmap
}

/** The box around all glyphs, and long offsets in `loca`. */
function writeHead(parts: readonly FontPart[]): Buffer {
  const heads = parts.map(part => part.table('head'))
  return patch(heads[0]!, (buffer) => {
    for (const at of [36, 38])
      buffer.writeInt16BE(Math.min(...heads.map(head => head.readInt16BE(at))), at)
    for (const at of [40, 42])
      buffer.writeInt16BE(Math.max(...heads.map(head => head.readInt16BE(at))), at)
    buffer.writeInt16BE(1, 50)
  })
}

function writeMaxp(parts: readonly FontPart[], glyphs: number): Buffer {
  const tables = parts.map(part => part.table('maxp'))
  return patch(tables[0]!, (buffer) => {
    buffer.writeUInt16BE(glyphs, 4)
    for (let at = 6; at < 32; at += 2)
      buffer.writeUInt16BE(Math.max(...tables.map(maxp => maxp.readUInt16BE(at))), at)
  })
}

function patch(table: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(table)
  change(copy)
  return copy
}

function writeFont(tables: Record<string, Buffer>): Buffer {
  const tags = Object.keys(tables).sort()
  const power = 2 ** Math.floor(Math.log2(tags.length))
  const header = Buffer.alloc(12 + tags.length * 16)
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(tags.length, 4)
  header.writeUInt16BE(power * 16, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE(tags.length * 16 - power * 16, 10)
  const chunks = [header]
  let offset = header.length
  tags.forEach((tag, i) => {
    const table = tables[tag]!
    header.write(tag, 12 + i * 16, 'latin1')
    header.writeUInt32BE(offset, 12 + i * 16 + 8)
    header.writeUInt32BE(table.length, 12 + i * 16 + 12)
    const padded = Buffer.concat([table, Buffer.alloc((4 - table.length % 4) % 4)])
    chunks.push(padded)
    offset += padded.length
  })
  return Buffer.concat(chunks)
}
