/** `npm run lint [-- --fix]`: ESLint over the whole repository. */
import process from 'node:process'
import { lint } from './checks.ts'
import { endOnSignals } from './command.ts'
import { createTerminal } from './terminal.ts'

endOnSignals()
const terminal = createTerminal()
const step = terminal.step('代码检查')
const result = await lint(process.argv.slice(2))
if (result.ok) {
  step.done()
}
else {
  step.fail()
  terminal.line(result.output.trimEnd())
  process.exitCode = 1
}
