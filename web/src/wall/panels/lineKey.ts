/** The lines of work that the wall has words for; any other counts as 其他. */
export function lineKey(line: string): 'monopoly' | 'marketing' | 'other' {
  return line === 'monopoly' || line === 'marketing' ? line : 'other'
}
