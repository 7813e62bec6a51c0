/** `npm run typecheck`: the TypeScript compiler over every package. */
import process from 'node:process'
import { typecheck } from './checks.ts'
import { endOnSignals } from './command.ts'
import { createTerminal } from './terminal.ts'

endOnSignals()
const terminal = createTerminal()
const step = terminal.step('类型检查')
const result = await typecheck(step.progress)
if (result.ok) {
  step.done()
}
else {
  step.fail()
  terminal.line(result.output.trimEnd())
  process.exitCode = 1
}
