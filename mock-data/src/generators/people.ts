/** People of a generated district: few of a kind, on the move, and sometimes stated late. */
import type { StaffLine, StaffStatus } from '@qinglian/shared'
import type { Calendar } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Recorder } from '../recorder.ts'
import { staffDeclared } from '@qinglian/shared'
import { DAY_MS, HOUR_MS } from '../calendar.ts'
import { nameSource } from '../names.ts'

export interface GeneratorContext {
  random: Random
  calendar: Calendar
  recorder: Recorder
  tag: string
  units: readonly string[]
  parents: Readonly<Record<string, string>>
  staffPerStation: readonly [number, number]
  types: readonly string[]
  tasksPerStation: number
  moveShare: number
  lateShare: number
  revokeShare: number
  retractShare: number
  startMs: number
  nowMs: number
}

export interface GeneratedPerson {
  staffNo: string
  line: StaffLine
  roles: string[]
  /** Where they stood first, and where in the end. */
  unit: string
  lastUnit: string
}

const ROLES: Record<StaffLine, string[]> = { monopoly: ['inspector', 'station_head'], marketing: ['client_manager'], other: ['clerk'] }

export function generatePeople(context: GeneratorContext): GeneratedPerson[] {
  const { units, random, staffPerStation: [fewest, most] } = context
  const nextName = nameSource(random.fork('names'))
  const people: GeneratedPerson[] = []
  for (const unit of units) {
    const count = unit.startsWith('s') ? random.int(fewest, most) : random.int(0, 2)
    // Each unit leans its own way, so that one or two people often stand alone in their line.
    const lean = [['monopoly', random.next()], ['marketing', random.next()], ['other', random.next() / 3]] as const
    for (let index = 0; index < count; index++)
      people.push(generatePerson(context, { staffNo: `S-${people.length + 1}`, name: nextName(), unit, line: random.weighted(lean) }))
  }
  return people
}

function generatePerson(context: GeneratorContext, { staffNo, name, unit, line }: { staffNo: string, name: string, unit: string, line: StaffLine }): GeneratedPerson {
  const { recorder, random, calendar, startMs, nowMs, units } = context
  const roles = [random.pick(ROLES[line])]
  const state = (post: { unit: string, fromMs: number | undefined, status: StaffStatus }) => recorder.record(staffDeclared, {
    system: 'personnel',
    subject: post.unit,
    timeMs: statedMs(context, post.fromMs ?? startMs),
    data: { staffNo, name, line, roles, status: post.status, ...(post.fromMs === undefined ? {} : { since: calendar.day(post.fromMs) }) },
  })
  const someDay = (fromMs: number) => calendar.at(random.between(fromMs, nowMs), 0)
  const joinedMs = random.weighted([[undefined, 3], [startMs - 400 * DAY_MS, 4], [someDay(startMs), 2]] as const)
  state({ unit, fromMs: joinedMs, status: 'active' })
  let lastUnit = unit
  if (random.chance(context.moveShare)) {
    const fromMs = someDay(Math.max(joinedMs ?? startMs, startMs))
    const status = random.weighted([['active', 6], ['leave', 1], ['transferred', 1], ['retired', 1]] as const)
    lastUnit = status === 'active' ? random.pick(units) : unit
    state({ unit: lastUnit, fromMs, status })
  }
  return { staffNo, line, roles, unit, lastUnit }
}

/** Soon after it holds, or weeks late, when facts about it are there already. */
export function statedMs({ random, lateShare, startMs }: Pick<GeneratorContext, 'random' | 'lateShare' | 'startMs'>, holdsMs: number): number {
  const earliestMs = Math.max(holdsMs, startMs + HOUR_MS)
  return earliestMs + (random.chance(lateShare) ? random.int(20, 90) * DAY_MS : random.int(0, 8) * HOUR_MS)
}
