/** The portraits that were drawn, as the table holds them. */
import type { portraitDrawn, Static } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Days } from '../calendar/days.ts'
import type { LastPortrait } from './drawPortrait.ts'

type Drawn = Omit<Static<typeof portraitDrawn.data>, 'day'>
export interface DrawnPortrait extends Drawn { readonly day: number }

/** The last ones of a unit, the newest first; read through the key. */
export async function drawnPortraits(db: Kysely<Database>, unit: string, count: number): Promise<DrawnPortrait[]> {
  const rows = await db.selectFrom('portrait_day').select(['day', 'content']).where('unit', '=', unit).orderBy('day', 'desc').limit(count).execute()
  return rows.map(({ day, content }) => ({ day, ...JSON.parse(content) as Drawn }))
}

/** What the next portrait goes on from. */
export function lastOf(drawn: DrawnPortrait | undefined, days: Days): LastPortrait | undefined {
  return drawn && {
    total: drawn.total,
    scores: new Map(drawn.scores.map(({ code, points, seen }) => [code, { points, seen: days.dayOf(days.parse(seen)!) }])),
  }
}
