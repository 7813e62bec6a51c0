/**
 * What a reader of figures still cannot know, in exact whole numbers.
 *
 * Figures are sums of cells, so a reader knows the cells up to the *moves* that leave every figure as it is: whole-number
 * vectors over the cells, the null space of the figures. A linear combination of the figures says something about a set of
 * cells, and about nothing else, exactly when the moves cannot shift that set in every direction: the combinations
 * supported on a set K span |K| − rank(moves on K) dimensions. So one test answers for all combinations there are.
 *
 * Arithmetic is on bigints, with no division but by a common divisor: no rounding and no unlucky prime.
 */

/** A way the cells could change with no fixed figure noticing: position to amount, zeros left out. */
export type Move = ReadonlyMap<number, bigint>

/** Before anything is known each cell moves by itself. */
export function freeMoves(count: number): Move[] {
  return Array.from({ length: count }, (_, position) => new Map([[position, 1n]]))
}

/** The moves that remain once the sum over `cells` is known too. */
export function fixSum(moves: readonly Move[], cells: readonly number[]): Move[] {
  const summed = new Set(cells)
  const shifts = moves.map(move => shiftOf(move, summed))
  const pivot = sparsest(moves, shifts)
  if (pivot === undefined)
    return [...moves]
  const { move: spent, shift } = pivot
  return moves.flatMap((move, i) => {
    if (shifts[i] === 0n)
      return [move]
    return move === spent ? [] : [cancel(move, shifts[i]!, { by: spent, shift })]
  })
}

/** In how many independent directions the moves shift the `sums`; counting stops at `enough`. */
export function directions(moves: Iterable<Move>, sums: readonly ReadonlySet<number>[], enough = sums.length): number {
  const found = new Map<number, Move>()
  for (const move of moves) {
    if (found.size >= enough)
      break
    let rest: Move = shiftsOf(move, sums)
    for (const [lead, base] of rest.size > 0 ? found : []) {
      const shift = rest.get(lead)
      if (shift !== undefined)
        rest = cancel(rest, shift, { by: base, shift: base.get(lead)! })
    }
    const [lead] = rest.keys()
    if (lead !== undefined)
      found.set(lead, rest)
  }
  return found.size
}

function shiftOf(move: Move, summed: ReadonlySet<number>): bigint {
  let shift = 0n
  for (const [cell, amount] of move) {
    if (summed.has(cell))
      shift += amount
  }
  return shift
}

function shiftsOf(move: Move, sums: readonly ReadonlySet<number>[]): Move {
  const shifts = new Map<number, bigint>()
  for (const [i, summed] of sums.entries()) {
    const shift = shiftOf(move, summed)
    if (shift !== 0n)
      shifts.set(i, shift)
  }
  return shifts
}

/** Which move to give up: the one with fewest entries keeps the others short. */
function sparsest(moves: readonly Move[], shifts: readonly bigint[]): { move: Move, shift: bigint } | undefined {
  let best: { move: Move, shift: bigint } | undefined
  for (const [i, move] of moves.entries()) {
    if (shifts[i] !== 0n && (best === undefined || move.size < best.move.size))
      best = { move, shift: shifts[i]! }
  }
  return best
}

/** `move` with as much of `by` taken off as makes its shift 0, in lowest terms. */
function cancel(move: Move, shift: bigint, off: { by: Move, shift: bigint }): Move {
  const result = new Map<number, bigint>()
  for (const [cell, amount] of move)
    result.set(cell, amount * off.shift)
  for (const [cell, amount] of off.by) {
    const rest = (result.get(cell) ?? 0n) - amount * shift
    if (rest === 0n)
      result.delete(cell)
    else
      result.set(cell, rest)
  }
  return inLowestTerms(result)
}

function inLowestTerms(move: Map<number, bigint>): Move {
  let divisor = 0n
  for (const amount of move.values()) {
    divisor = commonDivisor(divisor, amount)
    if (divisor === 1n)
      return move
  }
  for (const [cell, amount] of move)
    move.set(cell, amount / divisor)
  return move
}

function commonDivisor(a: bigint, b: bigint): bigint {
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  return y === 0n ? x : commonDivisor(y, x % y)
}
