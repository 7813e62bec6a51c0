/** A district as it could stand on a wall: seven units, one of them in trouble, one late, one with few people. */
import type { AboutTopic, AlertsTopic, FeedTopic, Freshness, PledgesTopic, Rate, SourcesTopic, StationRow, SupervisionTopic, TopicValues } from '@qinglian/shared'
import { ALERT_STATES, rateOf, suppressedRate } from '@qinglian/shared'

export interface Clock { now: () => number }

const MINUTE_MS = 60_000

export const STATIONS: readonly [code: string, shortName: string][] = [
  ['shouyi', '首义所(部)'],
  ['zhongnan', '中南所(部)'],
  ['xujiapeng', '徐家棚所(部)'],
  ['yangyuan', '杨园所(部)'],
  ['baishazhou', '白沙洲所(部)'],
  ['shuiguohu', '水果湖所(部)'],
  ['jicha', '稽查大队'],
]

export function minutesAgo(clock: Clock, minutes: number): string {
  return new Date(clock.now() - minutes * MINUTE_MS).toISOString()
}

function fresh(clock: Clock, minutes: number, state: Freshness['state'] = 'fresh'): Freshness {
  return { newest: state === 'never' ? null : minutesAgo(clock, minutes), state }
}

export function supervision(clock: Clock, change: Partial<SupervisionTopic> = {}): SupervisionTopic {
  return {
    tasks: { planned: 48, done: 47, open: 1, overdue: 1, rate: rateOf(47, 48) },
    findings: { open: 7, overdue: 2, raised30d: 12, rectified: rateOf(34, 36), writtenOff: rateOf(29, 36) },
    level: 'yellow',
    freshness: fresh(clock, 2),
    ...change,
  }
}

function pledgeType(type: string, name: string, coverage: Rate): PledgesTopic['byType'][number] {
  return { type, name, coverage, dueAt: '2026-12-31T18:00:00+08:00', level: coverage.value !== null && coverage.value < 0.96 ? 'blue' : 'green' }
}

export function pledges(clock: Clock, change: Partial<PledgesTopic> = {}): PledgesTopic {
  return {
    coverage: rateOf(263, 273),
    byType: [
      pledgeType('anti_drug', '禁毒承诺', rateOf(91, 91)),
      pledgeType('business_conduct', '规范经营廉政承诺书', rateOf(86, 91)),
      pledgeType('integrity', '廉政承诺书', rateOf(86, 91)),
    ],
    byLine: [{ line: 'monopoly', coverage: rateOf(147, 151) }, { line: 'marketing', coverage: rateOf(116, 122) }, { line: 'other', coverage: rateOf(27, 28) }],
    expiring30d: 4,
    level: 'blue',
    freshness: fresh(clock, 0),
    ...change,
  }
}

export function alerts(clock: Clock, change: Partial<AlertsTopic> = {}): AlertsTopic {
  const none = Object.fromEntries(ALERT_STATES.map(state => [state, 0])) as AlertsTopic['byState']
  return {
    open: { blue: 2, yellow: 3, orange: 1, red: 0 },
    overdue: 1,
    byState: { ...none, triage: 1, assigned: 1, verifying: 2, rectifying: 1, review: 1, closed: 3, written_off: 41 },
    freshness: fresh(clock, 1),
    ...change,
  }
}

/** A row with figures that follow from its place in the list, so that every bar differs. */
export function stationRow(clock: Clock, [code, shortName]: readonly [string, string], index: number): StationRow {
  const isSquad = code === 'jicha'
  return {
    code,
    name: isSquad ? '武昌区局稽查大队' : shortName.replace('所(部)', '管理所(市场部)'),
    shortName,
    level: 'station',
    kind: isSquad ? 'squad' : 'office_and_dept',
    pilot: index === 0,
    tasks: { rate: rateOf(9 - (index % 3), 9), overdue: index % 3 },
    findings: { open: index, overdue: index === 3 ? 2 : 0, rectified: index === 5 ? rateOf(0, 0) : rateOf(6 - (index % 2), 6) },
    supervisionLevel: index === 3 ? 'orange' : 'green',
    coverage: isSquad ? suppressedRate() : rateOf(39 - index, 39),
    pledgesLevel: index === 4 ? 'blue' : 'green',
    alerts: { blue: index === 1 ? 2 : 0, yellow: index === 4 ? 2 : index === 3 ? 1 : 0, orange: index === 3 ? 1 : 0, red: 0 },
    freshness: fresh(clock, index * 7, index === 2 ? 'late' : 'fresh'),
  }
}

export function feed(clock: Clock): FeedTopic {
  const texts = [
    ['shouyi', '10 时新签规范经营廉政承诺书 15 份', 'signed_many'],
    ['yangyuan', '触发橙色预警：监督任务逾期未完成', 'alert_raised'],
    ['zhongnan', '完成日常监督检查', 'task_done'],
    ['shuiguohu', '一项问题整改销号', 'written_off'],
    ['baishazhou', '完成专项监督检查', 'task_done'],
    ['xujiapeng', '9 时新签禁毒承诺 12 份', 'signed_many'],
    ['jicha', '完成交叉检查', 'task_done'],
    ['shouyi', '一项问题整改销号', 'written_off'],
  ] as const
  const names = new Map(STATIONS)
  return { items: texts.map(([unit, text, kind], i) => ({ at: minutesAgo(clock, 1 + i * 9), unit, unitName: names.get(unit) ?? '', kind, text: `${names.get(unit)} ${text}`, params: {} })) }
}

export function sources(clock: Clock): SourcesTopic {
  const row = (name: string, state: Freshness['state']): SourcesTopic['sources'][number] => ({ name, everySec: 3600, newest: minutesAgo(clock, 3), arrivedAt: minutesAgo(clock, 3), state })
  return { total: 3, fresh: 2, sources: [row('党建系统', 'fresh'), row('监督检查系统', 'fresh'), row('许可平台', 'late')] }
}

export function about(code: string, shortName: string, change: Partial<AboutTopic> = {}): AboutTopic {
  return { code, name: shortName, shortName, level: 'station', kind: 'office_and_dept', pilot: false, path: [{ code: 'wuchang', name: '武昌区局' }, { code, name: shortName }], children: [], ...change }
}

/** What the wall shows of a unit. */
export type ShownValues = Pick<TopicValues, 'about' | 'supervision' | 'pledges' | 'alerts' | 'stations' | 'feed' | 'sources'>

/** Everything about the district. */
export function district(clock: Clock): ShownValues {
  const rows = STATIONS.map((station, i) => stationRow(clock, station, i))
  const children = rows.map(({ code, name, shortName, level, kind, pilot }) => ({ code, name, shortName, level, ...(kind === undefined ? {} : { kind }), pilot }))
  return {
    about: about('wuchang', '武昌区局', { name: '武昌区烟草专卖局(营销部)', level: 'district', path: [{ code: 'wuchang', name: '武昌区局' }], children }),
    supervision: supervision(clock),
    pledges: pledges(clock),
    alerts: alerts(clock),
    stations: { stations: rows },
    feed: feed(clock),
    sources: sources(clock),
  }
}

/** Everything about the pilot station. */
export function station(clock: Clock): ShownValues {
  return {
    about: about('shouyi', '首义所(部)', { name: '首义管理所(市场部)', pilot: true }),
    supervision: supervision(clock, {
      tasks: { planned: 9, done: 9, open: 0, overdue: 0, rate: rateOf(9, 9) },
      findings: { open: 1, overdue: 0, raised30d: 2, rectified: rateOf(6, 6), writtenOff: rateOf(5, 6) },
      level: 'green',
    }),
    pledges: pledges(clock, {
      coverage: rateOf(53, 54),
      byType: [pledgeType('anti_drug', '禁毒承诺', rateOf(18, 18)), pledgeType('business_conduct', '规范经营廉政承诺书', rateOf(17, 18)), pledgeType('integrity', '廉政承诺书', rateOf(18, 18))],
      byLine: [{ line: 'monopoly', coverage: rateOf(26, 27) }, { line: 'marketing', coverage: suppressedRate() }, { line: 'other', coverage: suppressedRate() }],
      expiring30d: 0,
    }),
    alerts: alerts(clock, { open: { blue: 1, yellow: 0, orange: 0, red: 0 }, overdue: 0, byState: { ...alerts(clock).byState, triage: 0, assigned: 0, signed: 1, verifying: 0, rectifying: 0, review: 0, closed: 0, written_off: 7 } }),
    stations: { stations: [] },
    feed: { items: feed(clock).items.map(item => ({ ...item, unit: 'shouyi', unitName: '首义所(部)', text: item.text.replace(item.unitName, '首义所(部)') })) },
    sources: sources(clock),
  }
}
