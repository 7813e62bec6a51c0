/**
 * What the simulator keeps between runs: how the district stands, and what was not delivered yet. Written before
 * each delivery, whole and by renaming, so that a stop at any moment loses nothing: what was on its way is sent
 * again and found to be a duplicate.
 */
import type { Standing } from '../district/standing.ts'
import type { WireEvent } from '../post/encode.ts'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** An event on its way, with the source whose key it goes under, and whether it is bad on purpose. */
export interface Pending {
  source: string
  isBad: boolean
  event: WireEvent
}

export interface SavedState {
  version: 1
  standing: Standing
  outbox: Pending[]
}

export interface StateStore {
  /** Undefined where nothing was kept. */
  load: () => SavedState | undefined
  save: (state: SavedState) => void
}

const LISTS = ['staff', 'campaigns', 'covered', 'tasks', 'findings']

/** By version and outline: the file is our own, what has to be told from it is another file or a cut one. */
function isSavedState(value: unknown): value is SavedState {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('standing' in value) || !('outbox' in value))
    return false
  const { version, standing, outbox } = value
  return version === 1 && Array.isArray(outbox) && typeof standing === 'object' && standing !== null
    && LISTS.every(name => Array.isArray(Reflect.get(standing, name)))
}

/** @throws Error from `load` where the file is there but is not a state: it is not overwritten in silence */
export function createFileStore(path: string): StateStore {
  return {
    load() {
      const text = readIfThere(path)
      if (text === undefined)
        return undefined
      const value = readJson(text)
      if (!isSavedState(value))
        throw new Error(`${path} is not a simulator state of this version; move it away to begin anew`)
      return value
    },
    save(state) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify(state))
      renameSync(`${path}.new`, path)
    },
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // Cut off or something else: no state either way.
    return undefined
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  }
  catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return undefined
    throw error
  }
}

/** Keeps the state for this process only. */
export function createMemoryStore(): StateStore {
  let kept: string | undefined
  return {
    load: () => {
      const value: unknown = kept === undefined ? undefined : JSON.parse(kept)
      return isSavedState(value) ? value : undefined
    },
    save: (state) => {
      kept = JSON.stringify(state)
    },
  }
}
