/**
 * The sample district in the demonstration's database: loaded once, taken up again where it was cut short, and
 * loaded anew where the database has lost it.
 */
import type { DemoFolder, SampleRecord } from './demoFolder.ts'
import type { Step, Terminal } from './terminal.ts'
import { createFileStore, DEFAULT_SEED, loadDistrict } from '../mock-data/src/index.ts'
import { StartFailed } from './startFailed.ts'

export interface SampleOptions {
  terminal: Terminal
  signal: AbortSignal
  folder: DemoFolder
  url: string
  key: string
  fetch: typeof fetch
}

const DAY_MS = 86_400_000
/** From this age on a hint says how to get a sample of today. */
const OLD_SAMPLE_DAYS = 14

/** Whether any unit stands in the database; nothing where the server does not say (`QINGLIAN_PUBLIC=paired`). */
async function hasUnits({ url, key, fetch, signal }: SampleOptions): Promise<boolean | undefined> {
  const answer = await fetch(`${url}/api/v1/units`, { signal, headers: { authorization: `Bearer ${key}` } }).catch(() => undefined)
  const body: unknown = answer?.ok ? await answer.json() : undefined
  return typeof body === 'object' && body !== null && 'units' in body && Array.isArray(body.units) ? body.units.length > 0 : undefined
}

/** The sample to load: the one that was begun, or a new year up to now. */
async function sampleFor(options: SampleOptions): Promise<SampleRecord> {
  const kept = options.folder.sample()
  const isGone = kept?.isLoaded && await hasUnits(options) === false
  return kept && !isGone ? kept : { seed: String(DEFAULT_SEED), now: new Date().toISOString(), isLoaded: false }
}

function describeAge({ now }: SampleRecord): string {
  const days = Math.floor((Date.now() - Date.parse(now)) / DAY_MS)
  return days < OLD_SAMPLE_DAYS ? '已载入' : `${days} 天前载入；要今天的样例：npm start -- --fresh`
}

/** True once the sample is in; false where the signal came first. @throws StartFailed where the server refuses it */
export async function provideSample(options: SampleOptions): Promise<boolean> {
  if (options.signal.aborted)
    return false
  const step = options.terminal.step('样例数据')
  const sample = await sampleFor(options)
  if (sample.isLoaded) {
    step.done(describeAge(sample))
    return true
  }
  options.folder.saveSample(sample)
  try {
    return await load(options, { sample, step })
  }
  catch (error) {
    step.fail()
    throw new StartFailed(`样例数据没有载入：${error instanceof Error ? error.message : error}\n服务日志：${options.folder.logFile}`)
  }
}

async function load({ url, key, fetch, signal, folder }: SampleOptions, { sample, step }: { sample: SampleRecord, step: Step }): Promise<boolean> {
  const result = await loadDistrict({
    url,
    key,
    fetch,
    signal,
    seed: sample.seed,
    now: sample.now,
    onProgress: ({ sent, total, waiting }) => step.progress(waiting ? `${waiting.reason}，稍候` : `${sent} / ${total}`),
  })
  if (!result.complete) {
    step.fail('已中断，下次启动时继续')
    return false
  }
  if (result.rejected.length > 0)
    throw new Error(`服务拒收了 ${result.rejected.length} 条，例如 ${JSON.stringify(result.rejected[0])}`)
  createFileStore(folder.simulatorFile).save({ version: 1, standing: result.standing, outbox: [] })
  folder.saveSample({ ...sample, isLoaded: true })
  step.done(`武昌区局一年的记录，${result.total} 条`)
  return true
}
