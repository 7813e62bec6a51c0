/** `metric_now`: the present value of each indicator and unit, beside the parts, for whoever asks by code. */
import type { Tx } from '../../db/store.ts'
import type { Part } from '../parts/part.ts'
import type { IndicatorKinds, IndicatorSubject } from './indicatorsOf.ts'
import { indicatorsOf } from './indicatorsOf.ts'

export interface NowQuestion { readonly unit: string, readonly subject: IndicatorSubject, readonly total: Part, readonly atMs: number }

/** Writes what a total amounts to; `at_ms` moves only when a value does. */
export async function saveMetricsNow(tx: Tx, { unit, subject, total, atMs }: NowQuestion, kinds: IndicatorKinds): Promise<void> {
  const rows = [...indicatorsOf(subject, total, kinds)].map(([code, { num, den }]) => ({ unit, code, num, den, at_ms: atMs }))
  await tx.db.insertInto('metric_now').values(rows).onConflict(oc => oc.columns(['unit', 'code'])
    .doUpdateSet(eb => ({ num: eb.ref('excluded.num'), den: eb.ref('excluded.den'), at_ms: eb.ref('excluded.at_ms') }))
    .where(eb => eb.or([eb('metric_now.num', '!=', eb.ref('excluded.num')), eb('metric_now.den', '!=', eb.ref('excluded.den'))])))
    .execute()
}
