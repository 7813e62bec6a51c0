/** The real server, as `npm run serve` starts it, on a folder of its own and a free port. */
import type { MeasuredProcess } from './measuredProcess.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { SERVER_ENTRY } from '../serverProcess.ts'
import { startMeasured } from './measuredProcess.ts'

export const INGEST_KEY = 'bench-ingest-key-of-32-characters'

const POLL_MS = 5
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
