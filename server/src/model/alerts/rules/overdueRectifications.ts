/** R03: findings that are not verified after their deadline. Reads unrectified findings only (index `supervision_finding_open`). */
import type { Scene, Standing } from '../standing.ts'

export async function overdueRectifications({ db, nowMs }: Scene): Promise<Standing[]> {
  const rows = await overdueRectificationsQuery({ db, nowMs }).execute()
  return rows.map(({ finding, unit, due_ms, returns }) => ({ rule: 'R03', unit, object: `finding/${finding}`, startMs: due_ms, returns }))
}

export function overdueRectificationsQuery({ db, nowMs }: Pick<Scene, 'db' | 'nowMs'>) {
  return db.selectFrom('supervision_finding').select(['finding', 'unit', 'due_ms', 'returns'])
    .where('rectified_ms', 'is', null)
    .where('due_ms', '<', nowMs)
    .where('unit', 'is not', null)
    .$narrowType<{ unit: string, due_ms: number }>()
}
