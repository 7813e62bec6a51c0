/** `education`: the study plan, attendance, party meetings, training, exams. */
import type { Audience, EducationTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { PARTY_MEETINGS } from '@qinglian/shared'
import { education } from '../../../model/records/education.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeEducation(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<EducationTopic> {
  const { count, rate, level, freshness } = await recordFigures(education, question, { scene, disclosure })
  return {
    plan: { rate: rate('edu.plan_rate'), held: count('held') },
    attendance: rate('edu.attendance'),
    meetings: PARTY_MEETINGS.map(meeting => ({ meeting, rate: rate(`edu.${meeting}`) })),
    training: rate('edu.training'),
    exam: rate('edu.exam_pass'),
    redActivities: count('red'),
    level,
    freshness,
  }
}
