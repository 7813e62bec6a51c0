/** The terms that tests count by: Shanghai, the published calendar, five promised days, terminals that serve from 08:30 to 17:30 on working days. */
import type { Terms } from '../../src/model/calendar/terms.ts'
import type { LicenceFile } from '../../src/model/config/licence.ts'
import type { WorkdaysFile } from '../../src/model/config/workdays.ts'
import { createTerms } from '../../src/model/calendar/terms.ts'

const LICENCE: LicenceFile = { promisedDays: 5, kiosk: { opensAt: '08:30', closesAt: '17:30', days: 'working' } }

/** The usual terms with something else in them. */
export function termsWith({ licence = {}, workdays = {} }: { licence?: Partial<LicenceFile>, workdays?: Partial<WorkdaysFile> } = {}): Terms {
  return createTerms('Asia/Shanghai', { workdays: { published: [], holidays: [], workdays: [], ...workdays }, licence: { ...LICENCE, ...licence } })
}

export const TERMS: Terms = termsWith()
