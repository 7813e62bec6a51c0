/** Figures of a measurement: sorted samples, and what is told of them. */

/** The value that `share` (0…1) of the samples do not exceed: the nearest rank, so always one that was measured. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Of an even number the mean of the two in the middle: the lower one would flatter whatever is better when small. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/**
 * The median of the ratios of pairs measured one after the other: what slows the machine for a while slows both of a
 * pair, so it cancels out, where the ratio of two medians would keep it.
 */
export function pairedRatio(ours: readonly number[], bare: readonly number[]): number {
  return median(ours.map((value, i) => value / (bare[i] ?? Number.NaN)))
}

/** `12.3`, with so many digits after the point. */
export function fixed(value: number, digits = 1): string {
  return value.toFixed(digits)
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
