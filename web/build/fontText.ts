/** The characters that every wall shows: what the small font is cut to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const COMMENTS = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<=^|\s)\/\/.*$/gm
const YAML_COMMENTS = /(?<=^|\s)#.*$/gm
const PRINTABLE_ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')

/** Files of `folder`, at any depth, whose path matches; none where the folder is missing. */
function filesOf(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder))
    return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => pattern.test(file) && !file.includes('node_modules'))
    .map(file => join(folder, file))
}

/**
 * @param root the repository
 * @returns every distinct character of the wall's texts, the model's configuration, the sample district and
 * the field's words, sorted
 */
export function fontText(root: string): string {
  const sources = filesOf(join(root, 'web/src'), /(?<!\.test)\.(?:ts|vue)$/).map(file => readFileSync(file, 'utf8').replace(COMMENTS, ''))
  const samples = [...filesOf(join(root, 'server/config'), /\.ya?ml$/), ...filesOf(join(root, 'mock-data'), /\.ya?ml$/)]
    .map(file => readFileSync(file, 'utf8').replace(YAML_COMMENTS, ''))
  const words = readFileSync(join(root, 'web/build/fieldWords.txt'), 'utf8')
  const characters = new Set([...PRINTABLE_ASCII, ...[...sources, ...samples, words].join('')])
  return [...characters].filter(character => character >= ' ').sort().join('')
}
