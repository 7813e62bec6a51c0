/** `evaluation`: what retailers say of the service. The public sees how many are content and how many take part; the rest stays inside. */
import type { Audience, EvaluationTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { evaluation } from '../../../model/records/evaluation.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeEvaluation(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<EvaluationTopic> {
  const { value, rate, level, freshness } = await recordFigures(evaluation, question, { scene, disclosure })
  return {
    satisfaction: rate('evl.satisfaction'),
    participation: rate('evl.participation'),
    average: rate('evl.avg'),
    integrityNegative: value('evl.integrity_neg'),
    badHandled: rate('evl.bad_handled'),
    democratic: rate('evl.democratic'),
    level,
    freshness,
  }
}
