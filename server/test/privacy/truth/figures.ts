/** What the topics `supervision` and `pledges` must say of a unit, by the truth of the events. */
import type { Rate } from '@qinglian/shared'
import type { Fact } from './facts.ts'
import type { Duty } from './pledges.ts'
import type { Place } from './units.ts'
import { factsOf } from './facts.ts'
import { dutiesAt } from './pledges.ts'
import { countSupervision } from './supervision.ts'
import { below, placeOf } from './units.ts'

export interface Truth {
  readonly place: Place
  readonly duties: readonly Duty[]
  readonly codes: readonly string[]
  readonly supervision: (unit: string) => object
  readonly pledges: (unit: string, counts?: (duty: Duty) => boolean) => PledgeFigures
  /** The unit's own people and everybody's below it. */
  readonly dutiesIn: (unit: string) => Duty[]
}

/** Figures by name: `total`, `type <type>`, `line <line>`. */
export interface PledgeFigures { rates: Record<string, Rate>, expiring30d: number }

/** @param isMandatory whether a type counts in the total and in the lines */
export function truthOf(events: readonly Fact[], now: number, isMandatory: (type: string) => boolean): Truth {
  const facts = factsOf(events)
  const place = placeOf(facts)
  const duties = dutiesAt(facts, place, now)
  const dutiesIn = (unit: string): Duty[] => {
    const units = below(place, unit, now)
    return duties.filter(duty => units.includes(duty.unit))
  }
  return {
    place,
    duties,
    codes: [...place.units.keys()],
    dutiesIn,
    supervision(unit) {
      const { tasks, findings } = countSupervision(facts, below(place, unit, now), now)
      const { dueThisMonth, doneOfThese, ...counts } = tasks
      const { open, overdue, raised30d, due90d } = findings
      return {
        tasks: { ...counts, rate: rate(doneOfThese, dueThisMonth) },
        findings: { open, overdue, raised30d, rectified: rate(findings.rectified, due90d), writtenOff: rate(findings.writtenOff, due90d) },
      }
    },
    pledges(unit, counts = () => true) {
      const mine = dutiesIn(unit).filter(counts)
      return { rates: Object.fromEntries(groupsOf(mine, isMandatory).map(([name, group]) => [name, rate(group.filter(duty => duty.covered).length, group.length)])), expiring30d: mine.filter(duty => duty.expiring).length }
    },
  }
}

/** The duties behind each figure. */
export function groupsOf(duties: readonly Duty[], isMandatory: (type: string) => boolean): [string, Duty[]][] {
  const mandatory = duties.filter(duty => isMandatory(duty.type))
  return [
    ['total', mandatory],
    ...[...Map.groupBy(duties, duty => `type ${duty.type}`)],
    ...[...Map.groupBy(mandatory, duty => `line ${duty.line}`)],
  ]
}

function rate(num: number, den: number): Rate {
  if (den === 0)
    return { num, den, value: null, quality: 'na' }
  return { num, den, value: num / den, quality: num === 0 ? 'zero' : den < 5 ? 'small_n' : 'ok' }
}
