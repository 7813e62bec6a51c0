/** Reads what `mergeFonts` needs out of a static TrueType font: glyphs, their metrics and the character map. */
export interface FontPart {
  table: (tag: string) => Buffer
  glyphs: Buffer[]
  metrics: Buffer[]
  /** Code point → glyph id. */
  characters: Map<number, number>
}

/** @throws Error naming the table that is missing or of a format that no subset has. */
export function readFont(font: Buffer): FontPart {
  const table = (tag: string): Buffer => findTable(font, tag)
  const glyphCount = table('maxp').readUInt16BE(4)
  return { table, glyphs: readGlyphs(table, glyphCount), metrics: readMetrics(table, glyphCount), characters: readCmap(table('cmap')) }
}

function findTable(font: Buffer, tag: string): Buffer {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + i * 16
    if (font.toString('latin1', at, at + 4) === tag)
      return font.subarray(font.readUInt32BE(at + 8), font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12))
  }
  throw new Error(`the font has no table ${tag}`)
}

type Tables = (tag: string) => Buffer

function readGlyphs(table: Tables, count: number): Buffer[] {
  const glyf = table('glyf')
  const loca = table('loca')
  const long = table('head').readInt16BE(50) === 1
  const offset = (glyph: number): number => long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2
  return Array.from({ length: count }, (_, glyph) => glyf.subarray(offset(glyph), offset(glyph + 1)))
}

/** Four bytes a glyph: glyphs after the last long metric share its width. */
function readMetrics(table: Tables, count: number): Buffer[] {
  const hmtx = table('hmtx')
  const long = table('hhea').readUInt16BE(34)
  return Array.from({ length: count }, (_, glyph) => {
    if (glyph < long)
      return hmtx.subarray(glyph * 4, glyph * 4 + 4)
    const bearing = long * 4 + (glyph - long) * 2
    return Buffer.concat([hmtx.subarray(long * 4 - 4, long * 4 - 2), hmtx.subarray(bearing, bearing + 2)])
  })
}

function readCmap(cmap: Buffer): Map<number, number> {
  const characters = new Map<number, number>()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4))
    const format = subtable.readUInt16BE(0)
    if (format === 4)
      readFormat4(subtable, characters)
    else if (format === 12)
      readFormat12(subtable, characters)
    else if (format !== 14)
      throw new Error(`unexpected cmap format ${format}`)
  }
  return characters
}

function readFormat12(subtable: Buffer, characters: Map<number, number>): void {
  for (let i = 0; i < subtable.readUInt32BE(12); i++) {
    const group = 16 + i * 12
    const start = subtable.readUInt32BE(group)
    for (let character = start; character <= subtable.readUInt32BE(group + 4); character++)
      characters.set(character, subtable.readUInt32BE(group + 8) + character - start)
  }
}

function readFormat4(subtable: Buffer, characters: Map<number, number>): void {
  const segments = subtable.readUInt16BE(6) / 2
  const word = (row: number, segment: number): number => 14 + row * segments * 2 + segment * 2 + (row > 0 ? 2 : 0)
  for (let segment = 0; segment < segments; segment++) {
    const end = subtable.readUInt16BE(word(0, segment))
    const start = subtable.readUInt16BE(word(1, segment))
    const delta = subtable.readUInt16BE(word(2, segment))
    const rangeAt = word(3, segment)
    const range = subtable.readUInt16BE(rangeAt)
    for (let character = start; character <= end && character !== 0xFFFF; character++) {
      const raw = range === 0 ? character : subtable.readUInt16BE(rangeAt + range + (character - start) * 2)
      if (raw !== 0)
        characters.set(character, (raw + delta) & 0xFFFF)
    }
  }
}
