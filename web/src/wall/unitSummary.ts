/** What a wall says of its unit under the title: full name, whose it is or what lies below it. */
import type { AboutTopic } from '@qinglian/shared'

export type SummaryPart
  = | { key: 'text', text: string }
    | { key: 'pilot' }
    | { key: 'partOf', parent: string }
    | { key: 'stations' | 'squads' | 'units', n: number }

export function unitSummary(about: AboutTopic): SummaryPart[] {
  const parts: SummaryPart[] = about.name === about.shortName ? [] : [{ key: 'text', text: about.name }]
  const parent = about.path[about.path.length - 2]
  if (about.children.length > 0)
    parts.push(...childrenParts(about))
  else if (parent !== undefined)
    parts.push({ key: 'partOf', parent: parent.name })
  if (about.pilot)
    parts.push({ key: 'pilot' })
  return parts
}

/** Stations and squads are counted apart; units above them are just units. */
function childrenParts({ children }: AboutTopic): SummaryPart[] {
  const stations = children.filter(child => child.level === 'station')
  if (stations.length < children.length)
    return [{ key: 'units', n: children.length }]
  const squads = stations.filter(child => child.kind === 'squad').length
  const counts: SummaryPart[] = [{ key: 'stations', n: stations.length - squads }, { key: 'squads', n: squads }]
  return counts.filter(part => 'n' in part && part.n > 0)
}
