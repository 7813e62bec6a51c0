/** `licence`: cases and their limits. Cases are not people, so their rates are public; how many there are is for the house. */
import type { Audience, Level, LicenceTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { rateOf, worseLevel } from '@qinglian/shared'
import { licence } from '../../../model/records/licence.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeLicence(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<LicenceTopic> {
  const { count, rate, level, freshness } = await recordFigures(licence, question, { scene, disclosure })
  // One open case beyond the promise is red, however many are near (domain.md §3.8).
  const overdue: Level = count('overdue') > 0 ? 'red' : 'none'
  return {
    promisedDays: scene.days.licence.promisedDays,
    decided: { promised: rate('lic.ontime_promised'), legal: rate('lic.ontime_legal') },
    meanDays: rate('lic.avg_days'),
    nearDue: count('near'),
    delivery: rate('lic.deliver'),
    correctedOnce: rate('lic.correct_once'),
    kiosk: {
      share: rate('lic.kiosk_share'),
      uptime: rate('lic.kiosk_uptime'),
      house: { terminals: count('kiosk.terminals'), able: rateOf(count('kiosk.able'), count('kiosk.service')), sessions: count('sessions') },
    },
    cases: {
      open: count('open'),
      overdue: count('overdue'),
      overdueByLaw: count('overdue.legal'),
      received: count('received'),
      decided: count('decided'),
      deemed: count('deemed'),
    },
    level: worseLevel(level, overdue),
    freshness,
  }
}
