/**
 * The self-service terminals of a unit (`lic.kiosk_uptime`, domain.md §3.8): minutes in which they were heard of, of the minutes
 * in which they should serve (`licence.yaml`).
 *
 * - A terminal nobody has heard of for thirty days is no longer there; nothing else tells that one was taken away. It stands in
 *   the unit that spoke of it last. On the day it comes to a unit it should serve from its first heartbeat on.
 * - A slot is judged one slot after its end: its heartbeat needs time to arrive. The last moment of a day stands for the whole day.
 * - Online is what spoke, also to say that it cannot serve; what it was able to do is counted beside it.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Row } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { RecordKind } from './recordKind.ts'
import type { ListedFact } from './recordSubject.ts'
import { kioskSessionCompleted } from '@qinglian/shared'
import { countSlots, firstSlot, lastSlot, SLOT_MINUTES, SLOT_MS, slotAt } from '../calendar/slots.ts'
import { compareBytes } from '../statementOrder.ts'
import { inMonth } from './windows.ts'

/** Days after which a silent terminal is no longer there. */
export const FORGOTTEN_AFTER = 30

export const kioskSession: RecordKind = {
  kind: 'kiosk-session',
  subject: 'licence',
  object: ['session'],
  creates: [kioskSessionCompleted],
  told: { slot: 'session-completed', as: 'kiosk_used', params: view => ({ matter: view.text('session-completed', 'matter')! }) },
  times: view => ({ at_ms: view.ms('session-completed', 'at') }),
  tallies: (view, days) => inMonth('licence/sessions', view.day('session-completed', 'at')!, { days }),
}

type KioskDay = Row<'kiosk_day'>

/** Slots of a day that are judged: from one on, before another. */
interface Service { readonly from: number, readonly to: number }

/** What a terminal adds to: how many there are, and minutes. */
export const KIOSK_FIGURES = ['kiosk.terminals', 'kiosk.service', 'kiosk.online', 'kiosk.able'] as const

/** The terminals that stand in a unit. */
export async function kiosksOf({ code }: PartUnit, context: PartContext): Promise<ListedFact[]> {
  const { days, atMs } = context
  const today = days.dayOf(atMs)
  const own = await daysUntil(context, { today, by: 'unit', of: [code] })
  if (own.length === 0)
    return []
  const kiosks = [...new Set(own.map(row => row.kiosk))]
  const all = Map.groupBy(await daysUntil(context, { today, by: 'kiosk', of: kiosks }), row => row.kiosk)
  const service = serviceAt(atMs, days)
  const facts: ListedFact[] = []
  for (const [kiosk, rows] of all) {
    const last = rows.reduce((a, b) => isLater(b, a) ? b : a)
    if (last.unit !== code)
      continue
    const mine = rows.filter(row => row.unit === code)
    const now = mine.find(row => row.day === today)
    const since = now !== undefined && mine.length === 1 ? firstSlot(now.online) : 0
    const judged = { from: Math.max(service.from, since), to: service.to }
    const figures: Record<(typeof KIOSK_FIGURES)[number], number> = {
      'kiosk.terminals': 1,
      'kiosk.service': Math.max(0, judged.to - judged.from) * SLOT_MINUTES,
      'kiosk.online': now === undefined ? 0 : countSlots(now.online, judged) * SLOT_MINUTES,
      'kiosk.able': now === undefined ? 0 : countSlots(now.able, judged) * SLOT_MINUTES,
    }
    facts.push({ kind: 'kiosk', id: kiosk, figures })
  }
  return facts
}

/** Units that may count one of these terminals, or would but for these rows. */
export async function unitsKnowing(db: Kysely<Database>, rows: readonly KioskDay[]): Promise<string[]> {
  if (rows.length === 0)
    return []
  const known = await db.selectFrom('kiosk_day').select('unit').distinct()
    .where('kiosk', 'in', [...new Set(rows.map(row => row.kiosk))])
    .where('day', '>', Math.min(...rows.map(row => row.day)) - FORGOTTEN_AFTER)
    .where('day', '<', Math.max(...rows.map(row => row.day)) + FORGOTTEN_AFTER)
    .execute()
  return known.map(row => row.unit)
}

/** When the next slot is judged, while a unit with terminals serves; null where today brings no more. */
export function nextSlotMs(figures: Readonly<Record<string, number>>, { days, atMs }: PartContext): number | null {
  const today = days.dayOf(atMs)
  if ((figures['kiosk.terminals'] ?? 0) === 0 || !serves(today, days))
    return null
  const opens = slotAt(days.licence.kiosk.opensAt)
  const closes = slotAt(days.licence.kiosk.closesAt)
  const elapsed = Math.floor((atMs - days.startOf(today)) / SLOT_MS)
  const next = Math.max(elapsed + 1, opens + 2)
  return next > closes + 1 ? null : days.startOf(today) + next * SLOT_MS
}

function serves(day: number, { licence, working }: Terms): boolean {
  return licence.kiosk.days === 'every' || working.isWorkingDay(day)
}

function serviceAt(atMs: number, terms: Terms): Service {
  const today = terms.dayOf(atMs)
  const { opensAt, closesAt } = terms.licence.kiosk
  const isDayOver = atMs + 1 >= terms.startOf(today + 1)
  const judged = isDayOver ? Number.POSITIVE_INFINITY : Math.floor((atMs - terms.startOf(today)) / SLOT_MS) - 1
  return serves(today, terms) ? { from: slotAt(opensAt), to: Math.min(slotAt(closesAt), judged) } : { from: 0, to: 0 }
}

/** Rows of the days in which a terminal is remembered; by index, and never more than these days hold. */
function daysUntil({ db }: PartContext, { today, by, of }: { today: number, by: 'unit' | 'kiosk', of: readonly string[] }): Promise<KioskDay[]> {
  return db.selectFrom('kiosk_day').selectAll().where(by, 'in', of).where('day', '>', today - FORGOTTEN_AFTER).where('day', '<=', today).execute()
}

/** Whether a terminal was heard of later in this row; of one instant the unit that sorts last has it. */
function isLater(a: KioskDay, b: KioskDay): boolean {
  return (a.day - b.day || lastSlot(a.online) - lastSlot(b.online) || compareBytes(a.unit, b.unit)) > 0
}
