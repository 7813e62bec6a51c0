/** Figures of a measurement: sorted samples, and what is told of them. */

/** The value that `share` (0…1) of the samples do not exceed: the nearest rank, so always one that was measured. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
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
