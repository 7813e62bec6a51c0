/** `npm run qinglian -- <command>`: the server's command line. */
import process from 'node:process'
import { runAttached } from './command.ts'

process.exitCode = await runAttached('server/src/cli.ts', process.argv.slice(2))
