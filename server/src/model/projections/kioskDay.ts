/**
 * Self-service terminals: one row a unit, day and terminal, with the five-minute slots in which it was heard of.
 *
 * Heartbeats add up (`or`), so nothing has to be remembered of a statement but its slot; a retraction folds the day anew from
 * the log, at most some hundred statements. A heartbeat nobody else vouches for creates no object, so none can be misplaced: each
 * unit keeps what was stated about it, and where a terminal stands is asked of the rows (`records/kiosk.ts`).
 */
import type { Row } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { Fact, Projection } from './projection.ts'
import { kioskHeartbeat } from '@qinglian/shared'
import { NO_SLOTS, slotOf, withSlot } from '../calendar/slots.ts'
import { instant, text } from './projection.ts'

export const kioskDays: Projection<'kiosk_day'> = {
  table: 'kiosk_day',
  types: [kioskHeartbeat.type],
  key: (fact, days) => [fact.subject, days.dayOf(instant(fact, 'at', days)), text(fact, 'kiosk')],
  fold(row, fact, days) {
    const known = row ?? emptyDay(fact, days)
    const slot = slotOf(instant(fact, 'at', days), days)
    const online = withSlot(known.online, slot)
    const able = text(fact, 'status') === 'ok' ? withSlot(known.able, slot) : known.able
    return row !== undefined && online === row.online && able === row.able ? row : { ...known, online, able }
  },
}

function emptyDay(fact: Fact, days: Terms): Row<'kiosk_day'> {
  return { unit: fact.subject, day: days.dayOf(instant(fact, 'at', days)), kiosk: text(fact, 'kiosk'), online: NO_SLOTS, able: NO_SLOTS }
}
