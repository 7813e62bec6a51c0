/** A folder for the files of a run, on the disk of the system's temporary files; gone when the run ends, however it ends. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { endOnSignals } from '../command.ts'

/** Gives a function that makes a new folder in it. */
export function createWorkspace(): (name: string) => string {
  endOnSignals()
  const home = mkdtempSync(join(tmpdir(), 'qinglian-bench-'))
  process.on('exit', () => rmSync(home, { recursive: true, force: true }))
  return (name) => {
    const folder = join(home, name)
    mkdirSync(folder, { recursive: true })
    return folder
  }
}
