/**
 * A year of the four lists: what the district and its stations published before the systems were connected, a new version now
 * and then, the yearly reviews (half-yearly of high risk points), a sheet for each of the staff with its review, and powers
 * exercised, hardly any of them beside the list. Items are 示例 and bear no names.
 */
import type { ListKind, RiskGrade } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import type { Person } from './people.ts'
import { listItemPublished, listItemReviewed, powerConfirmed, powerExercised } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { DUTIES_NOT_TO_DO, PERSONAL_SHEET, POWERS, REVIEW_QUESTIONS, RISKS } from '../lists.ts'
import { isActiveAt, postAt } from './people.ts'
import { DISTRICT, STATION_CODES } from './units.ts'

/** An item in force. */
export interface StandingItem { list: ListKind, item: string, unit: string }
/** A power said to lie beside the list that nobody has looked into yet. */
export interface OpenPower { exercise: string, unit: string }
export interface Lists { items: StandingItem[], openPowers: OpenPower[] }

const GRADES = [['high', 20], ['medium', 45], ['low', 35]] as const satisfies [RiskGrade, number][]
const OWNERS = ['station_head', 'discipline_member', 'inspector', 'client_manager'] as const
const REVIEW_DAYS = { high: 170, other: 340 }
/** Powers recorded on a working day of a station, and the share said to lie beside the list. */
const POWERS_A_DAY = 0.8
const OUTSIDE_SHARE = 0.004
/** Of those, what turns out to be so. */
export const CONFIRMED_SHARE = 0.2

export function recordLists(context: DistrictContext, people: readonly Person[]): Lists {
  const { random, tag } = context
  const items: StandingItem[] = []
  const add = (unit: string, list: ListKind, name: string): void => {
    const grade = list === 'risk_control' ? random.weighted(GRADES) : undefined
    const item = `${list === 'risk_control' ? 'RC' : 'LI'}-${tag}-${items.length + 1}`
    recordItem(context, { list, item, unit }, { name, grade })
    items.push({ list, item, unit })
  }
  POWERS.forEach(name => add(DISTRICT, 'micro_power', name))
  DUTIES_NOT_TO_DO.forEach(name => add(DISTRICT, 'duty_negative', name))
  REVIEW_QUESTIONS.forEach(name => add(DISTRICT, 'personal_review', name))
  RISKS.forEach(name => add(DISTRICT, 'risk_control', name))
  for (const unit of STATION_CODES)
    random.sample(RISKS, 3).forEach(name => add(unit, 'risk_control', name))
  return { items: [...items, ...recordSheets(context, people)], openPowers: recordPowers(context, people, items.filter(({ list }) => list === 'micro_power')) }
}

function recordItem({ recorder, random, calendar, startMs, nowMs }: DistrictContext, item: StandingItem, { name, grade }: { name: string, grade: RiskGrade | undefined }): void {
  const { list, item: id, unit } = item
  const statement = { system: 'discipline', subject: unit } as const
  const risk = grade === undefined ? {} : { riskPoint: `${name}中的廉洁风险`, riskGrade: grade, measure: '双人办理、留痕备查、按月抽查', owner: random.pick(OWNERS) }
  const publish = (atMs: number, version: string, timeMs: number) => recorder.record(listItemPublished, { ...statement, timeMs, data: { list, item: id, name, ...risk, version, at: calendar.format(atMs) } })
  // Published before the systems were connected, told with the first export.
  const firstMs = calendar.someWorkMoment(calendar.plusWorkdays(startMs - random.int(5, 150) * DAY_MS, 0), random)
  publish(firstMs, 'v1', startMs + 3 * HOUR_MS + random.int(0, 60) * MINUTE_MS)
  const everyDays = grade === 'high' ? REVIEW_DAYS.high : REVIEW_DAYS.other
  let version = 1
  for (let ms = firstMs + everyDays * DAY_MS; ms < nowMs; ms += everyDays * DAY_MS) {
    const atMs = calendar.someWorkMoment(calendar.plusWorkdays(Math.max(ms, startMs) + random.int(0, 14) * DAY_MS, 0), random)
    // Few are forgotten until the next round.
    if (atMs < startMs + DAY_MS || atMs > nowMs - HOUR_MS || random.chance(0.04))
      continue
    if (random.chance(0.15))
      publish(atMs, `v${version += 1}`, atMs + 20 * MINUTE_MS)
    else
      recorder.record(listItemReviewed, { ...statement, timeMs: atMs + random.int(10, 300) * MINUTE_MS, data: { list, item: id, at: calendar.format(atMs) } })
  }
}

/** One for each of the staff, in the unit where they stood first; reviewed once, by the unit, in the course of the year. */
function recordSheets({ recorder, random, calendar, startMs, nowMs, tag }: DistrictContext, people: readonly Person[]): StandingItem[] {
  return people.flatMap((person) => {
    const fromMs = Math.max(startMs, person.posts[0].fromMs) + 4 * HOUR_MS
    const unit = postAt(person, fromMs)?.unit
    if (unit === undefined || fromMs > nowMs - DAY_MS)
      return []
    const sheet = { list: 'personal_review', item: `PR-${tag}-${person.staffNo}` } as const
    const statement = { system: 'discipline', subject: unit } as const
    recorder.record(listItemPublished, { ...statement, timeMs: fromMs + MINUTE_MS, data: { ...sheet, name: PERSONAL_SHEET, staffNo: person.staffNo, version: 'v1', at: calendar.format(fromMs) } })
    const atMs = calendar.someWorkMoment(calendar.plusWorkdays(fromMs + random.between(0.12, 1.03) * (nowMs - fromMs), 0), random)
    if (atMs < nowMs - HOUR_MS && atMs > fromMs && isActiveAt(person, atMs))
      recorder.record(listItemReviewed, { ...statement, timeMs: atMs + random.int(10, 60) * MINUTE_MS, data: { ...sheet, at: calendar.format(atMs) } })
    return isActiveAt(person, nowMs) ? [{ ...sheet, unit }] : []
  })
}

function recordPowers(context: DistrictContext, people: readonly Person[], powers: readonly StandingItem[]): OpenPower[] {
  const { recorder, random, calendar, startMs, nowMs, tag } = context
  const open: OpenPower[] = []
  let number = 0
  for (let dayMs = startMs + DAY_MS; dayMs < nowMs; dayMs += DAY_MS) {
    for (const unit of calendar.isWorkday(dayMs) ? STATION_CODES : []) {
      const atMs = calendar.someWorkMoment(dayMs, random)
      const staff = people.filter(person => isActiveAt(person, atMs) && postAt(person, atMs)?.unit === unit)
      if (atMs > nowMs - HOUR_MS || staff.length === 0 || !random.chance(POWERS_A_DAY))
        continue
      const exercise = `PX-${tag}-${number += 1}`
      const insideList = !random.chance(OUTSIDE_SHARE)
      const statement = { system: 'discipline', subject: unit } as const
      recorder.record(powerExercised, { ...statement, timeMs: atMs + random.int(5, 40) * MINUTE_MS, data: { exercise, ...insideList ? { item: random.pick(powers).item } : {}, staffNo: random.pick(staff).staffNo, insideList, at: calendar.format(atMs) } })
      if (insideList)
        continue
      const confirmedMs = calendar.someWorkMoment(calendar.plusWorkdays(atMs, random.int(2, 6)), random)
      if (confirmedMs > nowMs - HOUR_MS)
        open.push({ exercise, unit })
      else
        recorder.record(powerConfirmed, { ...statement, timeMs: confirmedMs + 10 * MINUTE_MS, data: { exercise, outside: random.chance(CONFIRMED_SHARE), at: calendar.format(confirmedMs) } })
    }
  }
  return open
}
