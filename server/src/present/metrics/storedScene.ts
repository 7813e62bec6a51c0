/** What a question outside the presenter's rounds needs: the parts as they were computed last. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Terms } from '../../model/calendar/terms.ts'
import type { OrgTree } from '../../model/org/orgTree.ts'
import type { Part, PartSubject } from '../../model/parts/part.ts'
import type { Scene, Wording } from '../topics/compose/scene.ts'
import { sourceView } from '../../model/freshness.ts'
import { EMPTY_PART } from '../../model/parts/part.ts'

export interface StoredSceneOptions { readonly db: Kysely<Database>, readonly org: OrgTree, readonly days: Terms, readonly wording: Wording, readonly atMs: number }

export async function storedScene({ db, org, days, wording, atMs }: StoredSceneOptions): Promise<Scene> {
  const read = async (column: 'own' | 'total', unit: string, subject: PartSubject): Promise<Part> => {
    const row = await db.selectFrom('part').select(column).where('unit', '=', unit).where('subject', '=', subject).executeTakeFirst()
    return row === undefined ? EMPTY_PART : JSON.parse(row[column]!) as Part
  }
  return {
    db,
    org,
    days,
    atMs,
    wording,
    tree: org.at(atMs),
    sources: await sourceView(db, atMs),
    own: (unit, subject) => read('own', unit, subject),
    total: (unit, subject) => read('total', unit, subject),
  }
}
