/** `complaints`: inside the house only; the public sees an empty value. */
import type { Audience, ComplaintsTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { complaints } from '../../../model/records/complaints.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeComplaints(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<ComplaintsTopic> {
  const { count, rate, level, freshness } = await recordFigures(complaints, question, { scene, disclosure })
  return {
    received: count('received'),
    open: count('open'),
    onTime: rate('cmp.ontime'),
    closed: rate('cmp.close_rate'),
    satisfied: rate('cmp.satisfied'),
    staffRelated: count('staff'),
    level,
    freshness,
  }
}
