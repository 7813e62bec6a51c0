/** People as they come, move and go, and the personnel system's habit of stating again what it stated before. */
import type { Static } from '@qinglian/shared'
import type { Standing } from '../district/standing.ts'
import type { System } from '../systems.ts'
import type { Life } from './life.ts'
import { sourceDeclared, staffDeclared } from '@qinglian/shared'
import { sourceData } from '../district/personnel.ts'
import { BRIGADE, DISTRICT, STATION_CODES } from '../district/units.ts'

type Member = Standing['staff'][number]

function declare({ recorder, nowMs }: Life, { unit, ...member }: Member, status: Static<typeof staffDeclared.data>['status'] = 'active'): void {
  recorder.record(staffDeclared, { system: 'personnel', subject: unit, timeMs: nowMs, data: { ...member, roles: [...member.roles], status } })
}

/** The nightly comparison: one person stated again, word for word. */
export function syncStaff(life: Life): void {
  if (life.standing.staff.length > 0)
    declare(life, life.random.pick(life.standing.staff))
}

export function welcomeNewcomer(life: Life): void {
  const { random, standing, calendar, nowMs } = life
  const line = random.pick(['monopoly', 'marketing'] as const)
  const member: Member = {
    staffNo: `WC-${life.tag}-${life.nextNumber()}`,
    name: life.nextName(),
    unit: random.pick(STATION_CODES.filter(code => code !== BRIGADE)),
    line,
    roles: [line === 'monopoly' ? 'inspector' : 'client_manager'],
    partyMember: random.chance(0.3),
    since: calendar.day(nowMs),
  }
  standing.staff.push(member)
  declare(life, member)
}

/** Somebody in a station without an office there. */
function pickOrdinary({ random, standing }: Life): Member | undefined {
  const ordinary = standing.staff.filter(({ unit, roles }) => STATION_CODES.includes(unit) && roles.every(role => role === 'inspector' || role === 'client_manager'))
  return ordinary.length === 0 ? undefined : random.pick(ordinary)
}

export function sayGoodbye(life: Life): void {
  const { standing, random, calendar, nowMs } = life
  const member = pickOrdinary(life)
  if (member === undefined)
    return
  declare(life, { ...member, since: calendar.day(nowMs) }, random.chance(0.5) ? 'retired' : 'transferred')
  standing.staff = standing.staff.filter(other => other !== member)
  standing.covered = standing.covered.filter(key => !key.endsWith(`/${member.staffNo}`))
}

export function moveMember(life: Life): void {
  const member = pickOrdinary(life)
  if (member === undefined)
    return
  member.unit = life.random.pick(STATION_CODES.filter(code => code !== member.unit && code !== BRIGADE))
  member.since = life.calendar.day(life.nowMs)
  declare(life, member)
}

/** A system introduces itself again, so that its silence would mean something. */
export function introduce({ recorder, nowMs }: Pick<Life, 'recorder' | 'nowMs'>, system: System): void {
  recorder.record(sourceDeclared, { system, subject: DISTRICT, timeMs: nowMs, data: sourceData(system) })
}
