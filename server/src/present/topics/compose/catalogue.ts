/** The value of any topic for any audience. What comes out is checked against nothing but the schema's own marks. */
import type { Audience, Subject } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { redact, TOPICS } from '@qinglian/shared'
import { composeAbout } from './about.ts'
import { aged } from './aged.ts'
import { composeAlerts } from './alerts.ts'
import { composeComplaints } from './complaints.ts'
import { composeCulture } from './culture.ts'
import { composeDuty } from './duty.ts'
import { composeEducation } from './education.ts'
import { composeEvaluation } from './evaluation.ts'
import { composeFeed } from './feed.ts'
import { composeHonours } from './honours.ts'
import { composeLicence } from './licence.ts'
import { composeLists } from './lists.ts'
import { composePledges } from './pledges.ts'
import { composePortrait } from './portrait.ts'
import { composeScenarios } from './scenarios.ts'
import { composeSources } from './sources.ts'
import { composeStations } from './stations.ts'
import { composeSupervision } from './supervision.ts'
import { composeTalks } from './talks.ts'

export interface TopicQuestion { readonly unit: string, readonly subject: Subject, readonly audience: Audience }

/** The value as this audience may see it: composed for it, then cut by the marks of the schema. */
export async function composeTopic(question: TopicQuestion, scene: Scene, disclosure: Disclosure): Promise<unknown> {
  return redact(TOPICS[question.subject].value, aged(await compose(question, scene, disclosure)), question.audience)
}

async function compose({ unit, subject, audience }: TopicQuestion, scene: Scene, disclosure: Disclosure): Promise<unknown> {
  switch (subject) {
    case 'about':
      return composeAbout(unit, scene)
    case 'supervision':
      return composeSupervision(unit, scene)
    case 'pledges':
      return composePledges({ unit, audience, hidden: await disclosure.hidden(unit, scene) }, scene)
    case 'alerts':
      return composeAlerts({ unit, audience }, scene, disclosure)
    case 'education':
      return composeEducation({ unit, audience }, scene, disclosure)
    case 'evaluation':
      return composeEvaluation({ unit, audience }, scene, disclosure)
    case 'complaints':
      return composeComplaints({ unit, audience }, scene, disclosure)
    case 'honours':
      return composeHonours({ unit, audience }, scene, disclosure)
    case 'culture':
      return composeCulture({ unit, audience }, scene, disclosure)
    case 'scenarios':
      return composeScenarios({ unit, audience }, scene, disclosure)
    case 'licence':
      return composeLicence({ unit, audience }, scene, disclosure)
    case 'talks':
      return composeTalks({ unit, audience }, scene, disclosure)
    case 'duty':
      return composeDuty({ unit, audience }, scene, disclosure)
    case 'lists':
      return composeLists({ unit, audience }, scene, disclosure)
    case 'portrait':
      return composePortrait({ unit, audience }, scene)
    case 'stations':
      return composeStations({ unit, audience, disclosure }, scene)
    case 'feed':
      return composeFeed({ unit, audience }, scene, disclosure)
    case 'sources':
      return composeSources(unit, audience === 'public', scene)
  }
}
