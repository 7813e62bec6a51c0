/** Indicators of guarded subjects as the public may see them: what the topic showed when the daily gate last opened, and nothing newer. */
import type { EvaluationTopic, TalksTopic } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Figure } from './figure.ts'
import { topicName } from '@qinglian/shared'
import { HIDDEN, UNKNOWN } from './figure.ts'

/** Where each stands in its topic; the other indicators of these subjects are not public. */
const SHOWN_IN: ReadonlyMap<string, { readonly subject: 'talks' | 'evaluation', readonly figure: (value: never) => Figure }> = new Map([
  ['tlk.coverage', { subject: 'talks', figure: (value: TalksTopic) => value.coverage }],
  ['vis.coverage', { subject: 'talks', figure: (value: TalksTopic) => value.visited }],
  ['evl.satisfaction', { subject: 'evaluation', figure: (value: EvaluationTopic) => value.satisfaction }],
  ['evl.participation', { subject: 'evaluation', figure: (value: EvaluationTopic) => value.participation }],
])

export async function dailyFigures(code: string, units: readonly string[], db: Kysely<Database>): Promise<Map<string, Figure>> {
  const shown = SHOWN_IN.get(code)
  if (shown === undefined)
    return new Map(units.map(unit => [unit, HIDDEN]))
  const names = new Map(units.map(unit => [topicName(unit, shown.subject), unit]))
  const rows = await db.selectFrom('topic').select(['name', 'value']).where('name', 'in', [...names.keys()]).where('audience', '=', 'public').execute()
  const found = new Map(rows.map(({ name, value }) => [names.get(name)!, shown.figure(JSON.parse(value) as never)]))
  return new Map(units.map(unit => [unit, found.get(unit) ?? UNKNOWN]))
}
