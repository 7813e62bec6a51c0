/**
 * Districts for property tests: small, odd and valid. Lines of one or two people, people who move between
 * stations and districts, facts stated before the people and campaigns they speak of, revocations, corrections and
 * retractions. Where the sample district is plausible, this one looks for trouble.
 *
 * Repeatable by seed. Every event is valid by the catalogue and stated at or before `nowMs`; the list comes in
 * statement order, and a test may shuffle or repeat it as it likes. Generated names, no real person meant.
 */
import type { Seed } from '../random.ts'
import type { CloudEvent } from '../recorder.ts'
import type { GeneratedPerson, GeneratorContext } from './people.ts'
import { factRetracted, unitDeclared } from '@qinglian/shared'
import { createCalendar, DAY_MS, HOUR_MS } from '../calendar.ts'
import { createRandom, runTag } from '../random.ts'
import { createRecorder, inStatementOrder } from '../recorder.ts'
import { systemOf } from '../systems.ts'
import { generatePeople } from './people.ts'
import { generatePledges } from './pledges.ts'
import { generateSupervision } from './supervision.ts'

export interface GenerateOptions {
  seed: Seed
  /** Stations in all, 1 and more. */
  stations: number
  /** Fewest and most people of a station; 0 is allowed. */
  staffPerStation: readonly [number, number]
  /** Pledge types, each with a campaign of the top unit and sometimes one of a unit below. */
  types: readonly string[]
  /** With more than one the districts stand under a city. */
  districts?: number
  /** Tasks of a station on average. */
  tasksPerStation?: number
  /** Shares, 0 to 1. */
  moveShare?: number
  lateShare?: number
  revokeShare?: number
  retractShare?: number
  /** Which facts lie before it; ms since 1970. */
  nowMs?: number
}

export interface GeneratedDistrict {
  /** In statement order. */
  events: CloudEvent[]
  /** Codes: the top unit first, a parent before those below it. */
  units: string[]
  /** The parent of each unit but the top one. */
  parents: Record<string, string>
  nowMs: number
}

const SPAN_DAYS = 120
const DEFAULTS = { districts: 1, tasksPerStation: 3, moveShare: 0.15, lateShare: 0.15, revokeShare: 0.1, retractShare: 0.04, nowMs: Date.UTC(2026, 5, 30, 4) }

/** @throws RangeError where the numbers make no district */
export function generateDistrict(options: GenerateOptions): GeneratedDistrict {
  const all = { ...DEFAULTS, ...options }
  const [fewest, most] = all.staffPerStation
  if (!(all.stations >= 1 && all.districts >= 1 && fewest >= 0 && fewest <= most))
    throw new RangeError('a district needs a station, and fewest ≤ most of staff')
  const { nowMs } = all
  const calendar = createCalendar('+08:00')
  const tag = runTag(all.seed, nowMs)
  const random = createRandom(all.seed)
  const recorder = createRecorder({ tag, calendar, latestMs: nowMs })
  const { units, parents } = generateUnits({ stations: all.stations, districts: all.districts })
  const context: GeneratorContext = { ...all, random, calendar, recorder, tag, units, parents, startMs: calendar.at(nowMs - SPAN_DAYS * DAY_MS, 0) }
  recordUnits(context)
  const people: GeneratedPerson[] = generatePeople({ ...context, random: random.fork('people') })
  generatePledges({ ...context, random: random.fork('pledges') }, people)
  generateSupervision({ ...context, random: random.fork('supervision') })
  retractSome({ ...context, random: random.fork('retractions') })
  return { events: inStatementOrder(recorder.events), units, parents, nowMs }
}

function generateUnits({ stations, districts }: { stations: number, districts: number }): Pick<GeneratedDistrict, 'units' | 'parents'> {
  const parents: Record<string, string> = {}
  const names = Array.from({ length: districts }, (_, index) => `d${index + 1}`)
  const units = districts > 1 ? ['city', ...names] : [...names]
  if (districts > 1)
    names.forEach(name => parents[name] = 'city')
  for (let index = 0; index < stations; index++) {
    const code = `s${index + 1}`
    units.push(code)
    parents[code] = names[index % districts] ?? 'd1'
  }
  return { units, parents }
}

function recordUnits({ units, parents, recorder, startMs }: GeneratorContext): void {
  units.forEach((code, index) => {
    const parent = parents[code]
    const level = code === 'city' ? 'city' : code.startsWith('d') ? 'district' : 'station'
    recorder.record(unitDeclared, {
      system: 'personnel',
      subject: code,
      timeMs: startMs + index * 1000,
      data: { code, name: `示例单位 ${code}`, level, ...(level === 'station' ? { kind: 'office_and_dept' as const } : {}), ...(parent === undefined ? {} : { parent }) },
    })
  })
}

/** Takes back some of everything but the units, an hour or a month later. */
function retractSome({ recorder, random, retractShare }: GeneratorContext): void {
  for (const event of recorder.events.filter(({ type }) => type !== unitDeclared.type)) {
    const system = systemOf(event.source)
    if (system !== undefined && random.chance(retractShare)) {
      const timeMs = Date.parse(event.time) + random.pick([HOUR_MS, DAY_MS, 30 * DAY_MS])
      recorder.record(factRetracted, { system, subject: event.subject, timeMs, data: { source: event.source, id: event.id, reason: '录入错误' } })
    }
  }
}
