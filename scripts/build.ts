/** `npm run build`: the web app into `web/dist`, unless what is there was made of the same sources. `-- --force` builds anyway. */
import process from 'node:process'
import { endOnSignals } from './command.ts'
import { createTerminal } from './terminal.ts'
import { buildWeb, isWebBuildCurrent } from './webBuild.ts'

endOnSignals()
const terminal = createTerminal()
const step = terminal.step('构建大屏页面')
if (isWebBuildCurrent() && !process.argv.includes('--force')) {
  step.done('没有改动，沿用已有构建')
}
else {
  const result = await buildWeb(step.progress)
  if (result.ok) {
    step.done()
  }
  else {
    step.fail()
    terminal.line(result.output.trimEnd())
    process.exitCode = 1
  }
}
