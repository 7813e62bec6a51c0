/** What the personnel system states about people: the first export, then each change, some of it late. */
import type { Static } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import type { Person, Post } from './people.ts'
import { sourceDeclared, staffDeclared } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { SYSTEM_NAMES, SYSTEMS } from '../systems.ts'
import { DISTRICT } from './units.ts'

/** Each system introduces itself, under its own source. */
export function recordSources({ recorder, startMs }: DistrictContext): void {
  SYSTEM_NAMES.forEach((system, index) => {
    recorder.record(sourceDeclared, { system, subject: DISTRICT, timeMs: startMs + index * 1000, data: sourceData(system) })
  })
}

export function sourceData(system: keyof typeof SYSTEMS): Static<typeof sourceDeclared.data> {
  const { name, source, everySec, owner } = SYSTEMS[system]
  return { system, name, sourcePrefix: source, everySec, owner }
}

/** @param day formats the first day of a post. */
export function staffData(person: Person, post: Post, day: (ms: number) => string): Static<typeof staffDeclared.data> {
  return {
    staffNo: person.staffNo,
    name: person.name,
    line: post.line,
    roles: [...post.roles],
    partyMember: person.partyMember,
    status: post.status,
    since: day(post.fromMs),
  }
}

export function recordPeople({ recorder, random, calendar, startMs }: DistrictContext, people: readonly Person[]): void {
  people.forEach((person, index) => {
    for (const post of person.posts) {
      const timeMs = post.fromMs < startMs
        ? startMs + 20 * MINUTE_MS + index * 2000
        : calendar.at(post.fromMs, 9) + statementLag(random.next()) + random.int(0, 3600) * 1000
      recorder.record(staffDeclared, { system: 'personnel', subject: post.unit, timeMs, data: staffData(person, post, calendar.day) })
    }
  })
}

/** Most changes are entered the same day, some days before, a few only a week or two later. */
function statementLag(roll: number): number {
  if (roll < 0.15)
    return -3 * DAY_MS
  return roll < 0.8 ? HOUR_MS : Math.round(roll * 12) * DAY_MS
}
