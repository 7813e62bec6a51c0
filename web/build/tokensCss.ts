/** Serves `ui/tokens.ts` to the app as a style sheet, `virtual:tokens.css`, so that colours stand before any script runs. */
import type { Plugin } from 'vite'
import { tokensCss } from '../src/ui/tokens.ts'

const RESOLVED = '/@qinglian/tokens.css'

export function tokensCssPlugin(): Plugin {
  return {
    name: 'qinglian:tokens-css',
    resolveId: id => id === 'virtual:tokens.css' ? RESOLVED : undefined,
    load: id => id === RESOLVED ? tokensCss() : undefined,
  }
}
