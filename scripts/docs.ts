/**
 * `npm run docs`: writes the reference pages that are made from the code; `-- --check` only says which ones differ.
 * `npm run docs -- picture`: takes the pictures of the wall.
 */
import process from 'node:process'
import { runAttached } from './command.ts'

const [task, ...rest] = process.argv.slice(2)
process.exitCode = task === 'picture'
  ? await runAttached('docs/src/picture.ts', rest)
  : await runAttached('docs/src/generate.ts', process.argv.slice(2))
