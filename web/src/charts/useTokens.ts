/** The tokens of the theme that the page wears: charts are drawn, so they need colours as values. */
import type { Tokens } from '../ui/tokens.ts'
import { THEMES, TOKENS } from '../ui/tokens.ts'

export function useTokens(): Tokens {
  const worn = document.documentElement.dataset.theme
  return TOKENS[THEMES.find(theme => theme === worn) ?? 'night']
}
