/** `npm run docs`: writes the reference pages that are made from the code. */
import process from 'node:process'
import { runAttached } from './command.ts'

process.exitCode = await runAttached('docs/src/generate.ts', process.argv.slice(2))
