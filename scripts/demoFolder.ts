/**
 * The demonstration's folder: its database, the source key of its simulator (mode 600, made once), and a record
 * of the sample that was loaded. The record is written before the first event goes out, so that a load that was
 * cut short is taken up with the same seed and the same `now`, and finds only duplicates of what had arrived.
 * One demonstration at a time uses a folder.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

export interface SampleRecord {
  seed: string
  /** RFC 3339: the end of the sample's year. */
  now: string
  isLoaded: boolean
}

export interface DemoFolder {
  path: string
  logFile: string
  /** Where the simulator keeps how the district stands. */
  simulatorFile: string
  /** A source key of full scope. */
  key: () => string
  sample: () => SampleRecord | undefined
  saveSample: (record: SampleRecord) => void
  /** Removes everything, to begin anew. */
  clear: () => void
  /** Takes the folder for this process until it ends; gives the pid of a living process that has it already. */
  take: () => number | undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch {
    return false
  }
}

function isSample(value: unknown): value is SampleRecord {
  return typeof value === 'object' && value !== null
    && 'seed' in value && typeof value.seed === 'string'
    && 'now' in value && typeof value.now === 'string' && !Number.isNaN(Date.parse(value.now))
    && 'isLoaded' in value && typeof value.isLoaded === 'boolean'
}

/** Text of a file; nothing where there is none. */
function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** The `demo` folder in a data directory, made where it is missing. */
export function openDemoFolder(dataDir: string): DemoFolder {
  const path = join(dataDir, 'demo')
  const keyFile = join(path, 'ingest.key')
  const sampleFile = join(path, 'sample.json')
  const pidFile = join(path, 'start.pid')
  const make = () => mkdirSync(path, { recursive: true, mode: 0o700 })
  make()

  return {
    path,
    logFile: join(path, 'server.log'),
    simulatorFile: join(path, 'simulator.json'),
    key() {
      const kept = textOf(keyFile)
      if (kept)
        return kept
      const made = randomBytes(32).toString('hex')
      writeFileSync(keyFile, `${made}\n`, { mode: 0o600 })
      return made
    },
    sample() {
      const value: unknown = JSON.parse(textOf(sampleFile) ?? 'null')
      return isSample(value) ? value : undefined
    },
    saveSample: record => writeFileSync(sampleFile, `${JSON.stringify(record, null, 2)}\n`),
    clear() {
      rmSync(path, { recursive: true, force: true })
      make()
    },
    take() {
      const holder = Number(textOf(pidFile))
      if (holder > 0 && holder !== process.pid && isAlive(holder))
        return holder
      writeFileSync(pidFile, String(process.pid))
      process.once('exit', () => textOf(pidFile) === String(process.pid) && rmSync(pidFile, { force: true }))
      return undefined
    },
  }
}
