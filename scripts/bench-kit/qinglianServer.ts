/** The real server, as `npm run serve` starts it, on a folder of its own and a free port. */
import type { MeasuredProcess } from './measuredProcess.ts'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { SERVER_ENTRY } from '../serverProcess.ts'
import { startMeasured } from './measuredProcess.ts'

export const INGEST_KEY = 'bench-ingest-key-of-32-characters'

const POLL_MS = 5
const SETTLE_POLL_MS = 100
const READY_PATIENCE_MS = 60_000

/** @param dataDir the server's data directory; resolves once `/readyz` answers 200 */
export async function startQinglian(dataDir: string): Promise<MeasuredProcess> {
  const server = await startMeasured({
    script: SERVER_ENTRY,
    env: { QINGLIAN_DATA_DIR: dataDir, QINGLIAN_PORT: '0', QINGLIAN_HOST: '127.0.0.1', QINGLIAN_INGEST_KEY: INGEST_KEY, QINGLIAN_LOG_LEVEL: 'warn' },
    addressIn: /http:\/\/127\.0\.0\.1:\d+/,
  })
  await untilServing(server.url)
  return server
}

/**
 * Resolves once the server has worked off what was marked: topics, and days of the past. A steady state is measured, not
 * what declaring a district sets off once. Reads the database beside the server.
 */
export async function untilSettled(dataDir: string): Promise<void> {
  const db = new DatabaseSync(join(dataDir, 'qinglian.db'), { readOnly: true })
  const marks = db.prepare('select (select count(*) from dirty_topic) + (select count(*) from dirty_day) as n')
  for (let waitedMs = 0; marks.get()?.n !== 0; waitedMs += SETTLE_POLL_MS) {
    if (waitedMs > READY_PATIENCE_MS)
      throw new Error('the server never came to rest')
    await pause(SETTLE_POLL_MS)
  }
  db.close()
}

async function untilServing(url: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_PATIENCE_MS; waitedMs += POLL_MS) {
    const answer = await fetch(`${url}/readyz`)
    await answer.body?.cancel()
    if (answer.status === 200)
      return
    await pause(POLL_MS)
  }
  throw new Error('the server never became ready')
}
