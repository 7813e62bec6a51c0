/** Ages and moments in words, by the server's present time and in its zone. */
import { useI18n } from 'vue-i18n'
import { useLinkStore } from '../live/linkStore.ts'
import { ageView, dayOrTimeText, dayText, momentText, spanView } from './ageView.ts'

export function useWords() {
  const { t } = useI18n()
  const link = useLinkStore()

  function age(at: string | null | undefined): string {
    const { key, n } = ageView(at, link.now)
    return t(`age.${key}`, { n })
  }

  function span(ms: number): string {
    const { key, n } = spanView(ms)
    return t(`span.${key}`, { n })
  }

  const present = () => ({ nowMs: link.now, timezone: link.timezone })

  const moment = (at: number | string): string => momentText(at, present())

  const dayOrTime = (at: string): string => dayOrTimeText(at, present())

  const day = (at: string): string => dayText(at, link.timezone)

  return { age, span, moment, dayOrTime, day }
}
