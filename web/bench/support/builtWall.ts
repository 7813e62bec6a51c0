/** The wall as it is shipped, which the real server serves: built where it is older than its sources. */
import { buildWeb, isWebBuildCurrent } from '../../../scripts/webBuild.ts'

export async function ensureBuiltWall(): Promise<void> {
  if (isWebBuildCurrent())
    return
  const { ok, output } = await buildWeb()
  if (!ok)
    throw new Error(`the wall could not be built:\n${output}`)
}
