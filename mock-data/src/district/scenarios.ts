/** The five digital scenarios of the pilot, four of them in use and reported twice a day, and a year of 揭榜领题. The fifth is a placeholder (domain.md §1.1). */
import type { ScenarioStage } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { challengeAccepted, challengeClaimed, challengeDelivered, challengePosted, scenarioStageChanged, scenarioUsed } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { CHALLENGE_TITLES } from '../lists.ts'
import { DISTRICT, PILOT, STATION_CODES } from './units.ts'

export const SCENARIOS = [
  { scenario: 'DS-1', name: '标准运行数字化综合大屏', stage: 'live', uses: [4, 10] },
  { scenario: 'DS-2', name: '行政许可自助终端', stage: 'live', uses: [2, 7] },
  { scenario: 'DS-3', name: '清廉大数据画像', stage: 'live', uses: [1, 5] },
  { scenario: 'DS-4', name: '客户服务一卡通', stage: 'live', uses: [10, 30] },
  { scenario: 'DS-5', name: '待配置', stage: 'building', uses: [0, 0] },
] as const satisfies { scenario: string, name: string, stage: ScenarioStage, uses: readonly [number, number] }[]

export const LIVE_SCENARIOS = SCENARIOS.filter(({ stage }) => stage === 'live')

/** Uses since the last report are stated at noon and in the evening. */
const REPORTED_AT = [12, 18] as const

/** So many days ago each was posted; deadlines lie ninety days later. */
const POSTED_DAYS_AGO = [320, 290, 255, 230, 200, 170, 140, 110, 60, 20] as const
const TERM_DAYS = 90
/** The last ones still wait for somebody. */
const UNCLAIMED = 2

export function recordScenarios(context: DistrictContext): void {
  const { recorder, calendar, startMs, nowMs } = context
  SCENARIOS.forEach(({ scenario, name, stage }, index) => {
    const data = { scenario, name, stage, at: calendar.format(calendar.at(startMs - (400 - 60 * index) * DAY_MS, 9)) }
    recorder.record(scenarioStageChanged, { system: 'console', subject: PILOT, timeMs: startMs + 3 * HOUR_MS + index * MINUTE_MS, data })
  })
  for (let dayMs = calendar.at(startMs + DAY_MS, 0); dayMs < nowMs; dayMs += DAY_MS) {
    for (const hour of calendar.isWorkday(dayMs) ? REPORTED_AT : [])
      recordUses(context, calendar.at(dayMs, hour))
  }
  POSTED_DAYS_AGO.forEach((daysAgo, index) => recordChallenge(context, { postedMs: calendar.at(nowMs - daysAgo * DAY_MS, 10), index }))
}

function recordUses({ recorder, random, calendar, nowMs }: DistrictContext, hourMs: number): void {
  LIVE_SCENARIOS.forEach(({ scenario, uses: [fewest, most] }, index) => {
    const atMs = hourMs + index * MINUTE_MS
    if (atMs < nowMs)
      recorder.record(scenarioUsed, { system: 'console', subject: PILOT, timeMs: atMs + MINUTE_MS, data: { scenario, at: calendar.format(atMs), count: random.int(fewest, most) } })
  })
}

/** Posted, claimed within a month, delivered and accepted around the deadline; all under the district that posted it. */
function recordChallenge({ recorder, random, calendar, nowMs, tag }: DistrictContext, { postedMs, index }: { postedMs: number, index: number }): void {
  const posting = `CH-${tag}-${index + 1}`
  const dueMs = calendar.at(postedMs + TERM_DAYS * DAY_MS, 18)
  const say = (timeMs: number) => ({ system: 'console', subject: DISTRICT, timeMs: timeMs + HOUR_MS } as const)
  recorder.record(challengePosted, { ...say(postedMs), data: { posting, title: CHALLENGE_TITLES[index % CHALLENGE_TITLES.length]!, department: random.pick(['专卖监督管理科', '营销管理科', '机关党委']), dueAt: calendar.format(dueMs) } })
  const unit = random.pick(STATION_CODES)
  const claimedMs = postedMs + random.int(3, 15) * DAY_MS
  const deliveredMs = dueMs - random.int(2, 20) * DAY_MS
  const acceptedMs = deliveredMs + random.int(3, 18) * DAY_MS
  if (index >= POSTED_DAYS_AGO.length - UNCLAIMED || claimedMs + HOUR_MS >= nowMs)
    return
  recorder.record(challengeClaimed, { ...say(claimedMs), data: { posting, unit, team: '数字小队(示例)', at: calendar.format(claimedMs) } })
  if (deliveredMs + HOUR_MS < nowMs)
    recorder.record(challengeDelivered, { ...say(deliveredMs), data: { posting, at: calendar.format(deliveredMs) } })
  if (acceptedMs + HOUR_MS < nowMs)
    recorder.record(challengeAccepted, { ...say(acceptedMs), data: { posting, at: calendar.format(acceptedMs) } })
}
