/** The records of a kind that a unit may count, newest first: those that had happened by the day, those without an instant, those of later. */
import type { Row } from '../../db/store.ts'
import type { RecordKind } from '../records/recordKind.ts'
import type { Range } from './byInstant.ts'
import type { FactScene, Place, Share, Stretch } from './fact.ts'
import { newestFirst } from './byInstant.ts'

type RecordRow = Row<'model_record'>
/** Tells what a record adds, once what it needs for that is known. */
export type Weigher = () => Promise<(row: RecordRow) => Share | undefined>

export function recordStretches({ kind, countsElsewhere }: RecordKind, scene: FactScene, weigher: Weigher): Stretch[] {
  const { days, atMs } = scene.context
  const endMs = days.startOf(days.dayOf(atMs) + 1)
  const of = { kind, scene, weigher }
  if (countsElsewhere === true)
    return [wholeKind(of)]
  return [dated(of, { untilMs: endMs }), undated(of), dated(of, { fromMs: endMs })]
}

interface Wanted { readonly kind: string, readonly scene: FactScene, readonly weigher: Weigher }

function dated({ kind, scene, weigher }: Wanted, range: Range): Stretch {
  return {
    async read(after, most) {
      const weigh = await weigher()
      const rows = await ofUnit(kind, scene).where(newestFirst({ ms: 'at_ms', id: 'id' }, range, after)).orderBy('at_ms', 'desc').orderBy('id', 'desc').limit(most).execute()
      return rows.map(row => ({ place: { ms: row.at_ms, id: row.id }, share: weigh(row) }))
    },
  }
}

function undated({ kind, scene, weigher }: Wanted): Stretch {
  return {
    async read(after, most) {
      const weigh = await weigher()
      const rows = await ofUnit(kind, scene).where('at_ms', 'is', null).where('id', '>', idOf(after)).orderBy('id').limit(most).execute()
      return rows.map(row => ({ place: { ms: null, id: row.id }, share: weigh(row) }))
    },
  }
}

function ofUnit(kind: string, { unit, context }: FactScene) {
  return context.db.selectFrom('model_record').selectAll().where('kind', '=', kind).where('unit', '=', unit.code)
}

/** Whichever unit owns them, by the primary key. */
function wholeKind({ kind, scene, weigher }: Wanted): Stretch {
  return {
    async read(after, most) {
      const weigh = await weigher()
      const rows = await scene.context.db.selectFrom('model_record').selectAll().where('kind', '=', kind).where('id', '>', idOf(after)).orderBy('id').limit(most).execute()
      return rows.map(row => ({ place: { ms: null, id: row.id }, share: weigh(row) }))
    },
  }
}

function idOf(after: Place | null): string {
  return after?.id ?? ''
}
