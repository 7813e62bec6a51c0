/** Secrets that no figure may touch: sums of cells of which a reader must keep knowing no more than at the start. */
import type { Move } from './freedom.ts'
import { directions, fixSum, freeMoves } from './freedom.ts'

/** Every mixture of these sums is to stay as unknown as it was at the start. */
interface Secret {
  sums: readonly ReadonlySet<number>[]
  /** All cells of the sums. */
  cells: readonly number[]
  /** How many independent directions the sums can still shift in. */
  directions: number
}

export interface Guard {
  /** What the figures admitted so far leave open. */
  moves: readonly Move[]
  secrets: readonly Secret[]
}

/** Sums, each as the cells it adds up. */
type Sums = readonly (readonly number[])[]

/** @param known sums that the reader is taken to know from the start, over cells 0 … `count` − 1 */
export function guardOf(count: number, known: Sums, secrets: readonly Sums[]): Guard {
  const moves = known.reduce((left, sum) => fixSum(left, sum), freeMoves(count))
  const moving = movesByCell(moves)
  return {
    moves,
    secrets: secrets.map((secret) => {
      const [sums, cells] = [secret.map(sum => new Set(sum)), [...new Set(secret.flat())]]
      return { sums, cells, directions: directions(movesOf(moving, cells), sums) }
    }),
  }
}

/** The guard once this sum is shown too, or `undefined` where that would tell something of a secret. */
export function admit(guard: Guard, sum: readonly number[]): Guard | undefined {
  const moves = fixSum(guard.moves, sum)
  const left = new Set(moves)
  const lost = guard.moves.filter(move => !left.has(move))
  const atRisk = guard.secrets.filter(secret => isAtRisk(secret, lost))
  const moving = movesByCell(atRisk.length > 0 ? moves : [])
  const kept = atRisk.every(({ sums, cells, directions: enough }) => directions(movesOf(moving, cells), sums, enough) === enough)
  return kept ? { ...guard, moves } : undefined
}

/**
 * Whether the sum can say anything of the secret at all; quick, and it spares nearly all the counting. To say something, the
 * sum less what is known must be a mixture of the secret's sums alone, so each move that it rules out shifts one of these.
 */
function isAtRisk({ cells }: Secret, lost: readonly Move[]): boolean {
  return lost.length > 0 && lost.every(move => cells.some(cell => move.has(cell)))
}

function movesByCell(moves: readonly Move[]): ReadonlyMap<number, readonly Move[]> {
  const moving = new Map<number, Move[]>()
  for (const move of moves) {
    for (const cell of move.keys()) {
      const known = moving.get(cell)
      if (known === undefined)
        moving.set(cell, [move])
      else
        known.push(move)
    }
  }
  return moving
}

/**
 * The moves that could shift sums over these cells, some more than once. One of each cell comes before the second of any:
 * so `directions` finds what there is to find among the first few.
 */
function* movesOf(moving: ReadonlyMap<number, readonly Move[]>, cells: readonly number[]): Generator<Move> {
  const perCell = cells.map(cell => moving.get(cell) ?? [])
  const most = Math.max(...perCell.map(moves => moves.length))
  for (let i = 0; i < most; i++)
    yield* perCell.flatMap(moves => moves[i] ?? [])
}
