/** Honours of some years, the thanks of a year, and what was held of the culture of integrity. All invented, but for the pilot's honour of 2023 (报道). */
import type { AppreciationKind, CultureKind, HonourLevel } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { appreciationReceived, cultureActivityHeld, honourAwarded } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { DISTRICT, PILOT, STATION_CODES } from './units.ts'

interface Honour { unit: string, level: HonourLevel, issuer: string, name: string, yearsAgo: number }

const REPORTED = { unit: PILOT, level: 'national', issuer: '中国质量协会', name: '全国质量信得过班组', year: 2023 } as const
const HONOURS: readonly Honour[] = [
  { unit: PILOT, level: 'city', issuer: '市局(公司)', name: '清廉建设示范集体(示例)', yearsAgo: 1 },
  { unit: PILOT, level: 'province', issuer: '省局(公司)', name: '数字廉政样板(示例)', yearsAgo: 0 },
  { unit: DISTRICT, level: 'city', issuer: '市局(公司)', name: '先进党总支(示例)', yearsAgo: 1 },
  { unit: 'zhongnan', level: 'district', issuer: '区局', name: '服务之星集体(示例)', yearsAgo: 0 },
  { unit: 'xujiapeng', level: 'district', issuer: '区局', name: '清廉书屋(示例)', yearsAgo: 2 },
  { unit: 'shuiguohu', level: 'city', issuer: '市局(公司)', name: '文明窗口(示例)', yearsAgo: 2 },
  { unit: 'jicha', level: 'city', issuer: '市局(公司)', name: '规范执法集体(示例)', yearsAgo: 1 },
]

export const THANKS = [['letter', 45], ['call', 40], ['banner', 15]] as const satisfies [AppreciationKind, number][]
export const ACTIVITIES = [['gallery', 30], ['reading_corner', 40], ['story_session', 22], ['tour', 8]] as const satisfies [CultureKind, number][]
const DAYS_BETWEEN_THANKS = 14
const DAYS_BETWEEN_ACTIVITIES = 11

export function recordHonours(context: DistrictContext): void {
  const { recorder, calendar, startMs, nowMs, tag } = context
  const thisYear = Number(calendar.day(nowMs).slice(0, 4))
  const honours = [REPORTED, ...HONOURS.map(({ yearsAgo, ...honour }) => ({ ...honour, year: thisYear - yearsAgo }))]
  honours.forEach(({ unit, ...honour }, index) => {
    recorder.record(honourAwarded, { system: 'console', subject: unit, timeMs: startMs + 2 * HOUR_MS + index * MINUTE_MS, data: { honour: `H-${tag}-${index + 1}`, ...honour } })
  })
  recordThanks(context)
  recordActivities(context)
}

/** Instants so many days apart on average, up to a day ago. */
function* somewhere({ random, startMs, nowMs }: Pick<DistrictContext, 'random' | 'startMs' | 'nowMs'>, meanDays: number): Generator<number> {
  const step = (): number => random.exponential(meanDays * DAY_MS)
  for (let ms = startMs + step(); ms < nowMs - DAY_MS; ms += step())
    yield ms
}

function recordThanks({ recorder, random, calendar, startMs, nowMs, tag }: DistrictContext): void {
  let number = 0
  for (const ms of somewhere({ random, startMs, nowMs }, DAYS_BETWEEN_THANKS)) {
    const atMs = calendar.someWorkMoment(ms, random)
    const data = { appreciation: `AP-${tag}-${++number}`, kind: random.weighted(THANKS), at: calendar.format(atMs) }
    recorder.record(appreciationReceived, { system: 'console', subject: random.pick(STATION_CODES), timeMs: atMs + HOUR_MS, data })
  }
}

function recordActivities({ recorder, random, calendar, startMs, nowMs, tag }: DistrictContext): void {
  let number = 0
  for (const ms of somewhere({ random, startMs, nowMs }, DAYS_BETWEEN_ACTIVITIES)) {
    const heldMs = calendar.someWorkMoment(ms, random)
    const data = { activity: `CA-${tag}-${++number}`, kind: random.weighted(ACTIVITIES), heldAt: calendar.format(heldMs), participants: random.int(6, 28) }
    recorder.record(cultureActivityHeld, { system: 'party', subject: random.pick([DISTRICT, ...STATION_CODES]), timeMs: heldMs + 2 * HOUR_MS, data })
  }
}
