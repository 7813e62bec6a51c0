/** Portraits as they were drawn, one a unit and day; the latest statement of a day counts. */
import type { Projection } from './projection.ts'
import { portraitDrawn } from '@qinglian/shared'
import { isLater } from '../statementOrder.ts'
import { text } from './projection.ts'

export const portraitDays: Projection<'portrait_day'> = {
  table: 'portrait_day',
  types: [portraitDrawn.type],
  key: (fact, days) => [fact.subject, days.dayOf(days.parse(text(fact, 'day'))!)],
  fold(row, fact, days) {
    const { day: _, ...content } = fact.data
    return row !== undefined && !isLater(fact.stmt, row.stmt)
      ? row
      : { unit: fact.subject, day: days.dayOf(days.parse(text(fact, 'day'))!), content: JSON.stringify(content), stmt: fact.stmt }
  },
}
