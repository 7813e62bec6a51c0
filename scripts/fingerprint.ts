/**
 * Fingerprints of files, to know whether work that depends on them must be done again. A fingerprint covers
 * names and contents, never times, so a fresh clone and an old checkout of the same commit agree.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const IGNORED = new Set(['node_modules', 'dist', '.git'])

/** Files of a folder and below it, or the file itself; nothing where nothing is. */
function filesBelow(path: string): string[] {
  if (!existsSync(path))
    return []
  if (!statSync(path).isDirectory())
    return [path]
  return readdirSync(path).filter(name => !IGNORED.has(name)).flatMap(name => filesBelow(join(path, name)))
}

/** SHA-256, in hex, over the given files and folders (relative to `root`); missing ones count as empty. */
export function fingerprint(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  const files = new Map(paths.flatMap(path => filesBelow(join(root, path)))
    .map(file => [relative(root, file).split(sep).join('/'), file] as const))
  for (const name of [...files.keys()].sort()) {
    const content = readFileSync(files.get(name) ?? name)
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
