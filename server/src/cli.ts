/** The command line `qinglian`: the process around `cli/run.ts`. */
import process from 'node:process'
import { runCli } from './cli/run.ts'
import { openStore } from './db/openStore.ts'

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  clock: Date.now,
  openStore,
  terminal: {
    print: line => void process.stdout.write(`${line}\n`),
    say: line => void process.stderr.write(`${line}\n`),
  },
})
