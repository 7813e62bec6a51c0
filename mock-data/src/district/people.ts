/**
 * The people of the sample district: whom the personnel system knows, where each stood and since when.
 * Names are generated, numbers invented. A year brings newcomers, moves, retirements, a leave and a transfer.
 */
import type { StaffLine, StaffStatus } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import type { Unit } from './units.ts'
import { DAY_MS } from '../calendar.ts'
import { nameSource } from '../names.ts'
import { BRIGADE, DISTRICT, STATION_CODES, UNITS } from './units.ts'

export interface Post {
  unit: string
  line: StaffLine
  roles: string[]
  status: StaffStatus
  /** Midnight of the first day. */
  fromMs: number
}

export interface Person {
  staffNo: string
  name: string
  partyMember: boolean
  /** In order of time; never empty. */
  posts: [Post, ...Post[]]
}

/** The post at an instant; before the first one there is none. */
export function postAt(person: Person, ms: number): Post | undefined {
  return person.posts.filter(post => post.fromMs <= ms).pop()
}

export function isActiveAt(person: Person, ms: number): boolean {
  return postAt(person, ms)?.status === 'active'
}

type Opening = Pick<Post, 'line' | 'roles'>

function offices(unit: Unit): Opening[] {
  if (unit.code === DISTRICT) {
    return [
      { line: 'other', roles: ['bureau_leader'] },
      { line: 'monopoly', roles: ['bureau_leader'] },
      { line: 'marketing', roles: ['bureau_leader'] },
      { line: 'other', roles: ['branch_secretary'] },
      { line: 'other', roles: ['discipline_member'] },
      { line: 'monopoly', roles: ['internal_supervisor'] },
      { line: 'monopoly', roles: ['internal_supervisor'] },
    ]
  }
  const secretary: Opening = unit.code === BRIGADE
    ? { line: 'monopoly', roles: ['branch_secretary', 'inspector'] }
    : { line: 'marketing', roles: ['branch_secretary', 'client_manager'] }
  return [{ line: 'monopoly', roles: ['station_head'] }, secretary, { line: 'monopoly', roles: ['discipline_member', 'inspector'] }]
}

function openings(unit: Unit): Opening[] {
  const many = (count: number, opening: Opening) => Array.from({ length: count }, () => ({ ...opening, roles: [...opening.roles] }))
  return [
    ...offices(unit),
    ...many(unit.staff.inspectors, { line: 'monopoly', roles: ['inspector'] }),
    ...many(unit.staff.clientManagers, { line: 'marketing', roles: ['client_manager'] }),
    ...many(unit.staff.others, { line: 'other', roles: ['clerk'] }),
  ]
}

/** Everybody who stood in the district at some time of the year. */
export function buildPeople(context: DistrictContext): Person[] {
  const { random, calendar, startMs } = context
  const nextName = nameSource(random)
  const staffNumber = (index: number) => `WC${String(10_001 + index)}`
  const people = UNITS.flatMap(unit => openings(unit).map(opening => ({ unit, opening }))).map(({ unit, opening }, index): Person => {
    const joinedMs = calendar.at(startMs - random.int(400, 9000) * DAY_MS, 0)
    const isOffice = opening.roles.some(role => role === 'branch_secretary' || role === 'discipline_member' || role === 'bureau_leader')
    return {
      staffNo: staffNumber(index),
      name: nextName(),
      partyMember: isOffice || random.chance(0.45),
      posts: [{ unit: unit.code, ...opening, status: 'active', fromMs: joinedMs }],
    }
  })
  changePosts(context, people)
  return [...people, ...newcomers(context, { nextName, staffNumber: n => staffNumber(people.length + n) })]
}

/** Moves, retirements, a leave that ends and a transfer, among those without an office. */
function changePosts({ random, calendar, startMs, nowMs }: DistrictContext, people: Person[]): void {
  const movable = people.filter(person => person.posts[0].roles.length === 1 && STATION_CODES.includes(person.posts[0].unit) && person.posts[0].roles[0] !== 'station_head')
  const [retiring = [], leaving = [], transferred = [], moving = []] = splitOff(random.sample(movable, 10), [2, 1, 1, 6])
  const someDay = (from: number, to: number) => calendar.at(startMs + random.between(from, to) * (nowMs - startMs), 0)
  for (const person of retiring)
    person.posts.push({ ...person.posts[0], status: 'retired', fromMs: someDay(0.2, 0.9) })
  for (const person of transferred)
    person.posts.push({ ...person.posts[0], status: 'transferred', fromMs: someDay(0.3, 0.8) })
  for (const person of leaving) {
    const leaveMs = someDay(0.1, 0.5)
    person.posts.push({ ...person.posts[0], status: 'leave', fromMs: leaveMs })
    person.posts.push({ ...person.posts[0], status: 'active', fromMs: leaveMs + 98 * DAY_MS })
  }
  for (const person of moving) {
    const unit = random.pick(STATION_CODES.filter(code => code !== person.posts[0].unit && (code !== BRIGADE || person.posts[0].line === 'monopoly')))
    person.posts.push({ ...person.posts[0], unit, fromMs: someDay(0.1, 0.95) })
  }
}

function splitOff<T>(list: readonly T[], sizes: readonly number[]): T[][] {
  let from = 0
  return sizes.map(size => list.slice(from, from += size))
}

interface Numbering { nextName: () => string, staffNumber: (index: number) => string }

/** Six in the year, the last of them less than thirty days ago, so that somebody is new on the wall. */
function newcomers({ random, calendar, startMs, nowMs }: DistrictContext, { nextName, staffNumber }: Numbering): Person[] {
  const shares = [0.12, 0.3, 0.48, 0.66, 0.8]
  const days = [...shares.map(share => startMs + share * (nowMs - startMs)), nowMs - 12 * DAY_MS]
  return days.map((ms, index): Person => {
    const line = random.pick(['monopoly', 'marketing'] as const)
    const unit = random.pick(STATION_CODES.filter(code => code !== BRIGADE))
    return {
      staffNo: staffNumber(index),
      name: nextName(),
      partyMember: random.chance(0.3),
      posts: [{ unit, line, roles: [line === 'monopoly' ? 'inspector' : 'client_manager'], status: 'active', fromMs: calendar.at(ms, 0) }],
    }
  })
}
