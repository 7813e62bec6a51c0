/** The terms that tests count by: Shanghai, the published calendar, five promised days, terminals that serve from 08:30 to 17:30 on working days, the samples' limits of disposal. */
import type { Terms } from '../../src/model/calendar/terms.ts'
import type { DisposalFile } from '../../src/model/config/disposal.ts'
import type { LicenceFile } from '../../src/model/config/licence.ts'
import type { WorkdaysFile } from '../../src/model/config/workdays.ts'
import { createTerms } from '../../src/model/calendar/terms.ts'

const LICENCE: LicenceFile = { promisedDays: 5, kiosk: { opensAt: '08:30', closesAt: '17:30', days: 'working' } }

/** Seven hours of work a day; limits and deductions of the samples. */
const DISPOSAL: DisposalFile = {
  workHours: [{ from: '08:30', to: '12:00' }, { from: '14:00', to: '17:30' }],
  limits: { blue: { sign: '2wd' }, yellow: { sign: '1wd', verify: '3wd' }, orange: { sign: '4wh', verify: '2wd' }, red: { sign: '2wh', verify: '1wd' } },
  score: { yellow: 1, orange: 3, red: 6, overdueStep: 1, mostOverdueSteps: 5, repeatedFinding: 2, mostRepeatedFindings: 5, conductComplaint: 3, statutoryOverdue: 5, tracePercent: 30, traceHalfLifeDays: 180 },
}

/** The usual terms with something else in them. */
export function termsWith({ licence = {}, workdays = {}, disposal = {} }: { licence?: Partial<LicenceFile>, workdays?: Partial<WorkdaysFile>, disposal?: Partial<DisposalFile> } = {}): Terms {
  return createTerms('Asia/Shanghai', { workdays: { published: [], holidays: [], workdays: [], ...workdays }, licence: { ...LICENCE, ...licence }, disposal: { ...DISPOSAL, ...disposal } })
}

export const TERMS: Terms = termsWith()
