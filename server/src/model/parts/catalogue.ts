/** How each subject's own part is computed. */
import type { OwnPart, PartContext, PartSubject, PartUnit } from './part.ts'
import { isRecordSubject, recordSubject } from '../records/catalogue.ts'
import { alertsPart } from './alertsPart.ts'
import { newestBesidePledges } from './arrivals.ts'
import { feedPart } from './feedPart.ts'
import { part } from './part.ts'
import { pledgesPart } from './pledgesPart.ts'
import { recordPart } from './recordPart.ts'
import { supervisionPart } from './supervisionPart.ts'

export function ownPart(subject: PartSubject, unit: PartUnit, context: PartContext): Promise<OwnPart> {
  if (isRecordSubject(subject))
    return recordPart(recordSubject(subject), unit, context)
  switch (subject) {
    case 'supervision':
      return supervisionPart(unit, context)
    case 'pledges':
      return pledgesPart(unit, context)
    case 'alerts':
      return alertsPart(unit, context)
    case 'feed':
      return feedPart(unit, context)
    case 'sources':
      return sourcesPart(unit, context)
  }
}

async function sourcesPart(unit: PartUnit, { db }: PartContext): Promise<OwnPart> {
  return { part: part({ latest: await newestBesidePledges(db, unit.code) }), wakeMs: null }
}
