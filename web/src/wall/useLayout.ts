/** Which of the real layouts the screen has. The same limits stand in the media queries of the style sheets. */
import { useMediaQuery } from '@vueuse/core'
import { computed } from 'vue'

export type Layout = 'standard' | 'wide' | 'portrait'

export function useLayout() {
  const isWide = useMediaQuery('(min-aspect-ratio: 27/10)')
  const isPortrait = useMediaQuery('(max-aspect-ratio: 1/1)')
  return computed<Layout>(() => isPortrait.value ? 'portrait' : isWide.value ? 'wide' : 'standard')
}
