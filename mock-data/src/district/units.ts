/**
 * The units of the sample district, after the report: a district bureau, its pilot station, five more stations
 * and the inspection brigade. Head counts are 示例.
 */
import type { Static } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { unitDeclared } from '@qinglian/shared'
import { MINUTE_MS } from '../calendar.ts'

export interface Unit extends Static<typeof unitDeclared.data> {
  /** How many inspectors, client managers and others it has beside those in office. */
  staff: { inspectors: number, clientManagers: number, others: number }
}

export const DISTRICT = 'wuchang'
export const PILOT = 'shouyi'
export const BRIGADE = 'jicha'

function station(code: string, place: string, staff: Unit['staff']): Unit {
  return { code, name: `${place}管理所(市场部)`, shortName: `${place}所(部)`, level: 'station', kind: 'office_and_dept', parent: DISTRICT, staff }
}

export const UNITS: readonly Unit[] = [
  { code: DISTRICT, name: '武昌区局(营销部)', shortName: '武昌区局', level: 'district', kind: 'office', staff: { inspectors: 0, clientManagers: 2, others: 5 } },
  { ...station(PILOT, '首义', { inspectors: 5, clientManagers: 4, others: 1 }), pilot: true },
  station('zhongnan', '中南', { inspectors: 4, clientManagers: 3, others: 1 }),
  station('xujiapeng', '徐家棚', { inspectors: 4, clientManagers: 3, others: 1 }),
  station('yangyuan', '杨园', { inspectors: 4, clientManagers: 2, others: 1 }),
  station('baishazhou', '白沙洲', { inspectors: 4, clientManagers: 2, others: 1 }),
  station('shuiguohu', '水果湖', { inspectors: 4, clientManagers: 2, others: 1 }),
  { code: BRIGADE, name: '稽查大队', shortName: '稽查大队', level: 'station', kind: 'squad', parent: DISTRICT, staff: { inspectors: 6, clientManagers: 0, others: 0 } },
]

/** Codes of the units below the district. */
export const STATION_CODES: readonly string[] = UNITS.filter(unit => unit.parent !== undefined).map(unit => unit.code)

export function recordUnits({ recorder, startMs }: DistrictContext): void {
  UNITS.forEach(({ staff: _, ...data }, index) => {
    recorder.record(unitDeclared, { system: 'personnel', subject: data.code, timeMs: startMs + index * MINUTE_MS, data })
  })
}
