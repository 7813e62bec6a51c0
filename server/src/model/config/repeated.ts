/** Positions of the words that stood in the list before. */
export function repeated(words: readonly string[]): number[] {
  return words.flatMap((word, at) => words.indexOf(word) < at ? [at] : [])
}
