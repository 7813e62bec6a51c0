/** `npm run serve`: production start of what is built. The server itself refuses a demo database and wrong settings. */
import process from 'node:process'
import { runAttached } from './command.ts'
import { SERVER_ENTRY } from './serverProcess.ts'
import { isWebBuildCurrent, isWebBuilt } from './webBuild.ts'

if (isWebBuilt()) {
  if (!isWebBuildCurrent())
    console.error('注意：源码在上次构建之后有改动，现在提供的是旧页面。更新请先运行 npm run build。')
  process.exitCode = await runAttached(SERVER_ENTRY, process.argv.slice(2))
}
else {
  console.error('大屏页面尚未构建。请先运行：npm run build，然后重新运行 npm run serve。')
  process.exitCode = 1
}
