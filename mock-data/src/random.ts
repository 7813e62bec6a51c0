/**
 * The seeded source of randomness of all demo data: the same seed gives the same numbers on every machine.
 *
 * Each part of the data draws from its own fork (`random.fork('pledges')`), so that a draw more in one part
 * does not move the others. Not for secrets.
 */
export type Seed = string | number

export interface Random {
  /** In [0, 1). */
  next: () => number
  /** A whole number, both ends included. */
  int: (min: number, max: number) => number
  /** A fraction in [min, max). */
  between: (min: number, max: number) => number
  chance: (probability: number) => boolean
  /** One of a list that is not empty; throws a `RangeError` on an empty one. */
  pick: <T>(list: readonly T[]) => T
  /** One of `[value, weight]` pairs. */
  weighted: <T>(entries: readonly (readonly [T, number])[]) => T
  /** Up to `count` of the list, each at most once, in random order. */
  sample: <T>(list: readonly T[], count: number) => T[]
  /** Waiting time until the next of events that come `mean` apart on average. */
  exponential: (mean: number) => number
  /** An independent source that depends only on this one's seed and the label. */
  fork: (label: string) => Random
}

/** FNV-1a with a final scramble: 32 bits from a text. */
function hash32(text: string): number {
  let h = 0x811C9DC5
  for (let i = 0; i < text.length; i++)
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85EBCA6B)
  h = Math.imul(h ^ (h >>> 13), 0xC2B2AE35)
  return (h ^ (h >>> 16)) >>> 0
}

/** The generator sfc32: 128 bits of state, fractions of 32 bits. */
function sfc32(seed: string): () => number {
  let a = hash32(`${seed}#a`)
  let b = hash32(`${seed}#b`)
  let c = hash32(`${seed}#c`)
  let counter = 1
  const step = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 0x1_0000_0000
  }
  for (let i = 0; i < 12; i++)
    step()
  return step
}

export function createRandom(seed: Seed): Random {
  const next = sfc32(String(seed))
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0)
      throw new RangeError('nothing to pick from')
    return list[int(0, list.length - 1)] as T
  }
  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    chance: probability => next() < probability,
    pick,
    weighted: entries => pickWeighted(entries, next),
    sample: (list, count) => sampleOf(list, count, int),
    exponential: mean => -Math.log(1 - next()) * mean,
    fork: label => createRandom(`${seed}/${label}`),
  }
}

function pickWeighted<T>(entries: readonly (readonly [T, number])[], next: () => number): T {
  let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of entries) {
    left -= weight
    if (left < 0)
      return value
  }
  const last = entries[entries.length - 1]
  if (last === undefined)
    throw new RangeError('nothing to pick from')
  return last[0]
}

function sampleOf<T>(list: readonly T[], count: number, int: (min: number, max: number) => number): T[] {
  const pool = [...list]
  const taken: T[] = []
  while (taken.length < count && pool.length > 0)
    taken.push(...pool.splice(int(0, pool.length - 1), 1))
  return taken
}

/** A short name for a run, from what makes it different: seven characters of a-z and 0-9. */
export function runTag(...parts: (string | number)[]): string {
  const text = parts.join('@')
  const number = hash32(text) * 0x1000 + (hash32(`${text}#tag`) & 0xFFF)
  return number.toString(36).padStart(7, '0').slice(-7)
}
