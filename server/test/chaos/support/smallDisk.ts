/** A disk of a few megabytes that can be filled to the last byte and freed again: a tmpfs, which only root may mount. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { atEnd, newFolder } from './serverProcess.ts'

export interface SmallDisk {
  readonly path: string
  /** Takes all the room there is, but for so many bytes. */
  readonly fill: (butFor?: number) => void
  /** Gives it back. */
  readonly free: () => void
}

/** Unmounted after the test. Nothing where this user, or this machine, cannot mount. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  if (process.getuid?.() !== 0)
    return undefined
  const path = join(newFolder(), 'disk')
  mkdirSync(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'pipe' })
  }
  catch {
    return undefined
  }
  // Lazily: whoever looks into it must not keep it.
  atEnd(() => execFileSync('umount', ['-l', path], { stdio: 'pipe' }))
  const ballast = join(path, 'ballast')
  return {
    path,
    fill(butFor = 0) {
      fill(ballast)
      truncateSync(ballast, Math.max(0, statSync(ballast).size - butFor))
    },
    free: () => rmSync(ballast, { force: true }),
  }
}

function fill(path: string): void {
  const file = openSync(path, 'a')
  try {
    for (let size = 1 << 20; size >= 1; size = isWritten(file, size) ? size : size >> 1);
  }
  finally {
    closeSync(file)
  }
}

function isWritten(file: number, size: number): boolean {
  try {
    return writeSync(file, new Uint8Array(size)) === size
  }
  catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      return false
    throw error
  }
}
