/** R02: supervision tasks that are neither done nor cancelled after their deadline. Reads open tasks only (index `supervision_task_open`). */
import type { Scene, Standing } from '../standing.ts'
import { sql } from 'kysely'

export async function overdueTasks({ db, nowMs }: Scene): Promise<Standing[]> {
  const rows = await overdueTasksQuery({ db, nowMs }).execute()
  return rows.map(({ task, unit, due_ms }) => ({ rule: 'R02', unit, object: `task/${task}`, startMs: due_ms }))
}

/** The state stands in the text of the query, so that the partial index fits whatever plan the database keeps. */
export function overdueTasksQuery({ db, nowMs }: Pick<Scene, 'db' | 'nowMs'>) {
  return db.selectFrom('supervision_task').select(['task', 'unit', 'due_ms'])
    .where('state', '=', sql.lit('open'))
    .where('due_ms', '<', nowMs)
    .where('unit', 'is not', null)
    .$narrowType<{ unit: string, due_ms: number }>()
}
