/**
 * Licence cases of one station, counted by hand. It is Monday 23 November 2026, 10:00 in Shanghai; the bureau promises five
 * working days. November 2026 has no holidays, so Monday the 2nd is followed by 3 4 5 6 | 9 10 11 12 13 | 16 … 20 | 23 … 27 | 30.
 */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { recordPart } from '../parts/recordPart.ts'
import { licence } from './licence.ts'

const { openStore } = useEmbedded()

/** `11-23` of 2026, or a whole date; 15:00 unless it says when. */
function at(when: string): string {
  const [day, time = '15:00'] = when.split(' ')
  return `${day!.length === 5 ? `2026-${day}` : day}T${time}:00+08:00`
}
const step = (name: string, id: string, when: string, more: Record<string, unknown> = {}): Told => ({ type: `licence.${name}`, subject: 'a', data: { case: id, at: at(when), ...more } })
const submitted = (id: string, when: string, more: Record<string, unknown> = {}): Told => step('submitted', id, when, { matter: 'new', channel: 'window', ...more })
/** A case that was applied for and accepted on a day, and what came of it. */
const accepted = (id: string, when: string, ...more: Told[]): Told[] => [submitted(id, when), step('accepted', id, when), ...more]
const renewal = (id: string, when: string, expires: string, ...more: Told[]): Told[] => [submitted(id, when, { matter: 'renew', licenceExpiresAt: expires }), step('accepted', id, when), ...more]
const decided = (id: string, when: string, decision = 'granted'): Told => step('decided', id, when, { decision })

const ratio = (sums: Readonly<Record<string, number>>, code: string): string => `${sums[`m:${code}.num`]}/${sums[`m:${code}.den`]}`

async function world(...told: (Told | Told[])[]) {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), ...told.flat())
  return {
    house,
    /** `num/den` of an indicator at the end of a day. */
    rate: async (code: string, day = '11-23') => ratio(await sumsOf(house, day), code),
    /** Figures of several days, by the names of their sums. */
    stock: async (name: string, ...days: string[]) => Promise.all(days.map(async day => (await sumsOf(house, day))[name] ?? 0)),
  }
}

async function sumsOf(house: House, day: string): Promise<Readonly<Record<string, number>>> {
  const { part } = await recordPart(licence, { code: 'a', level: 'station' }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs: Date.parse(at(day)) })
  return part.sums
}

describe('the promise', () => {
  it('is kept until the end of the fifth working day after the acceptance, and counts in the month of the decision', async () => {
    const { rate } = await world(
      // From Monday 2: 3 4 5 6 9, so due on the 9th.
      accepted('on the day', '11-02', decided('on the day', '11-09 23:59')),
      accepted('after', '11-02', decided('after', '11-10 00:00')),
      accepted('refused', '11-02', decided('refused', '11-03', 'refused')),
      accepted('in October', '10-26', decided('in October', '10-31')),
      accepted('withdrawn', '11-02', step('withdrawn', 'withdrawn', '11-20')),
      accepted('open', '11-02'),
    )
    expect([await rate('lic.ontime_promised', '11-08'), await rate('lic.ontime_promised', '11-09'), await rate('lic.ontime_promised', '11-10'), await rate('lic.ontime_promised', '11-30')]).toEqual(['1/1', '2/2', '2/3', '2/3'])
    expect([await rate('lic.ontime_promised', '10-31'), await rate('lic.ontime_promised', '12-01')]).toEqual(['1/1', '0/0'])
  })

  it('passes over holidays and counts make-up days', async () => {
    const { rate } = await world(
      // 国庆 2026, off from 1 to 7 October, Saturday 10 worked: 8 9 10 12 13. Due on the 13th.
      accepted('kept', '09-30', decided('kept', '10-13')),
      accepted('late', '09-30', decided('late', '10-14')),
      // 元旦 2027 is off by law, though the year is not yet published: 31 December, 4 5 6 7 January.
      accepted('new year', '12-30', decided('new year', '2027-01-07')),
      accepted('new year late', '12-30', decided('new year late', '2027-01-08')),
    )
    expect([await rate('lic.ontime_promised', '10-31'), await rate('lic.ontime_promised', '2027-01-31')]).toEqual(['1/2', '1/2'])
    // 5 and 6 working days.
    expect(await rate('lic.avg_days', '10-14')).toBe('11/2')
  })

  it('is over on its last day, also where the next days are off', async () => {
    // From Friday 30 October: 2 3 4 5 6 November. Decided on Saturday the 7th: five working days, and late.
    const { rate } = await world(accepted('L', '10-30', decided('L', '11-07')))
    expect([await rate('lic.ontime_promised'), await rate('lic.avg_days')]).toEqual(['0/1', '5/1'])
  })

  it('runs from the application where nobody stated the acceptance, and not before the decision', async () => {
    const { rate, stock } = await world(submitted('L', '11-02'), decided('L', '11-10'), submitted('waiting', '11-02'))
    expect([await rate('lic.ontime_promised'), await rate('lic.avg_days')]).toEqual(['0/1', '6/1'])
    expect(await stock('open', '11-10', '11-23')).toEqual([0, 0])
  })
})

describe('the law\'s limit', () => {
  it('is twenty working days, and ten more where they were approved in time', async () => {
    const { rate } = await world(
      // From Monday 2 November: 4 + 5 + 5 + 5 = 19 until Friday 27, the twentieth is Monday 30.
      accepted('kept', '11-02', decided('kept', '11-30')),
      accepted('late', '11-02', decided('late', '12-01')),
      // Ten more: 1 … 4, 7 … 11 and 14 December.
      accepted('extended', '11-02', step('extended', 'extended', '11-30'), decided('extended', '12-14')),
      accepted('extended, late', '11-02', step('extended', 'extended, late', '11-20'), decided('extended, late', '12-15')),
      accepted('extended too late', '11-02', step('extended', 'extended too late', '12-01'), decided('extended too late', '12-02')),
    )
    expect([await rate('lic.ontime_legal', '11-30'), await rate('lic.ontime_legal', '12-31')]).toEqual(['1/1', '1/4'])
    // The promise is not extended.
    expect(await rate('lic.ontime_promised', '12-31')).toBe('0/4')
  })

  it('is over for what is still open from the day after', async () => {
    const { stock } = await world(accepted('L', '11-02'))
    expect(await stock('overdue.legal', '11-30', '12-01', '2027-05-01')).toEqual([0, 1, 1])
    expect(await stock('overdue', '11-09', '11-10')).toEqual([0, 1])
  })

  it('passed by more than ten working days caps the portrait, whatever comes after', async () => {
    const capped = async (...told: Told[]) => {
      const { house } = await world(accepted('L', '11-02', ...told))
      const rows = await house.store.reader.selectFrom('tally').selectAll().where('measure', '=', 'veto/licence').where('n', '!=', 0).execute()
      return rows.map(({ unit: of, day, n }) => `${of} ${house.days.format(day)} ${n}`)
    }
    // Due on 30 November; ten more are 1 … 4, 7 … 11 and 14 December.
    expect(await capped(decided('L', '12-14'))).toEqual([])
    expect(await capped(decided('L', '12-15'))).toEqual(['a 2026-12-15 1'])
    expect(await capped()).toEqual(['a 2026-12-15 1'])
    expect(await capped(step('withdrawn', 'L', '12-01'))).toEqual([])
  })
})

describe('a pause', () => {
  it('takes its days out, the first one included and the last one not', async () => {
    const { rate } = await world(
      // 3 | 4 5 6 do not count | 9 10 11 12: due on the 12th.
      accepted('kept', '11-02', step('paused', 'kept', '11-04'), step('resumed', 'kept', '11-09'), decided('kept', '11-12')),
      accepted('late', '11-02', step('paused', 'late', '11-04'), step('resumed', 'late', '11-09'), decided('late', '11-13')),
    )
    expect([await rate('lic.ontime_promised'), await rate('lic.avg_days')]).toEqual(['1/2', '11/2'])
  })

  it('counts once where it is said twice, and several add up', async () => {
    const { rate } = await world(accepted(
      'L',
      '11-02',
      // Out: 4 5, since the second pause says nothing new and the second resumption neither; 11 of a later one; the 13th is paused for hours only.
      step('paused', 'L', '11-04'),
      step('paused', 'L', '11-05'),
      step('resumed', 'L', '11-06'),
      step('resumed', 'L', '11-09'),
      step('paused', 'L', '11-11'),
      step('resumed', 'L', '11-12 09:00'),
      step('paused', 'L', '11-13 09:00'),
      step('resumed', 'L', '11-13 16:00'),
      decided('L', '11-13'),
    ))
    // 3 | 6 | 9 10 | 12 13: six.
    expect(await rate('lic.avg_days')).toBe('6/1')
  })

  it('that ends at the instant another begins has ended', async () => {
    const { rate } = await world(accepted('L', '11-02', step('paused', 'L', '11-04'), step('resumed', 'L', '11-05'), step('paused', 'L', '11-05'), decided('L', '11-09')))
    // 3 | 5 6 9: only the 4th is out.
    expect(await rate('lic.avg_days')).toBe('4/1')
  })

  it('that never ends stops the clock until the decision', async () => {
    const { rate, stock } = await world(accepted('L', '11-02', step('paused', 'L', '11-04'), decided('L', '12-30')))
    expect([await rate('lic.ontime_promised', '12-31'), await rate('lic.ontime_legal', '12-31'), await rate('lic.avg_days', '12-31')]).toEqual(['1/1', '1/1', '1/1'])
    expect(await stock('overdue', '11-20', '12-29')).toEqual([0, 0])
  })
})

describe('a renewal', () => {
  it('that nobody decided by the last day of the licence is deemed granted, from the day after', async () => {
    const { rate, stock } = await world(
      // Until Friday 20 November: 4 + 5 + 5 = 14 working days.
      renewal('deemed', '11-02', '2026-11-20'),
      renewal('decided too late', '11-02', '2026-11-20', decided('decided too late', '11-21 00:00', 'refused')),
      renewal('withdrawn too late', '11-02', '2026-11-20', step('withdrawn', 'withdrawn too late', '11-23')),
      renewal('decided', '11-02', '2026-11-20', decided('decided', '11-20 23:59')),
      renewal('withdrawn', '11-02', '2026-11-20', step('withdrawn', 'withdrawn', '11-20 23:59')),
      // Accepted when the licence had ended: nothing is left to renew.
      renewal('expired', '11-23', '2026-11-20'),
      // No renewal.
      [submitted('new', '11-02', { licenceExpiresAt: '2026-11-20' }), step('accepted', 'new', '11-02')],
    )
    expect(await stock('deemed', '11-20', '11-21', '11-30', '12-01')).toEqual([0, 3, 3, 0])
    expect([await rate('lic.ontime_legal', '11-20'), await rate('lic.ontime_legal', '11-21')]).toEqual(['1/1', '4/4'])
    expect([await rate('lic.ontime_promised', '11-21'), await rate('lic.avg_days', '11-21')]).toEqual(['0/4', '56/4'])
    // `new` stays open; `expired` opens on the 23rd.
    expect(await stock('open', '11-20', '11-21', '11-23')).toEqual([4, 1, 2])
  })

  it('counts over the end of a year and on 29 February', async () => {
    const { stock } = await world(renewal('year', '12-01', '2026-12-31'), renewal('leap', '2028-02-01', '2028-02-29'))
    expect(await stock('deemed', '12-31', '2027-01-01', '2028-02-29', '2028-03-01')).toEqual([0, 1, 0, 1])
  })

  it('is no longer deemed granted when a decision in time is told late, and again when that is taken back', async () => {
    const { house, rate, stock } = await world(renewal('L', '11-02', '2026-11-20'))
    expect([await rate('lic.ontime_promised', '11-21'), ...await stock('deemed', '11-21')]).toEqual(['0/1', 1])
    await house.tell({ ...decided('L', '11-09'), id: 'late' })
    expect([await rate('lic.ontime_promised', '11-09'), ...await stock('deemed', '11-21'), ...await stock('open', '11-08', '11-09')]).toEqual(['1/1', 0, 1, 0])
    await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'late', reason: 'r' } })
    expect([await rate('lic.ontime_promised', '11-21'), ...await stock('deemed', '11-21'), ...await stock('open', '11-20')]).toEqual(['0/1', 1, 1])
  })
})

describe('the mean duration', () => {
  it('is over thirty days, and a case decided on the day of its acceptance took none', async () => {
    const { rate } = await world(
      accepted('same day', '11-01', decided('same day', '11-01')),
      // 3 4 5.
      accepted('three', '11-02', decided('three', '11-05')),
      accepted('before', '10-20', decided('before', '10-24')),
    )
    // From 25 October to the 23rd; `same day` is the first of the thirty until the 30th.
    expect([await rate('lic.avg_days', '11-23'), await rate('lic.avg_days', '11-30'), await rate('lic.avg_days', '12-01'), await rate('lic.avg_days', '12-04'), await rate('lic.avg_days', '12-05')]).toEqual(['3/2', '3/2', '3/1', '3/1', '0/0'])
  })
})

describe('a case near its promise', () => {
  it('has two working days left or fewer, and stays when they are over', async () => {
    // Due on the 9th; at the end of the 5th two are left.
    const { rate, stock } = await world(accepted('L', '11-02', decided('L', '11-12')), accepted('fresh', '11-11'))
    expect(await stock('near', '11-04', '11-05', '11-08', '11-09', '11-10', '11-11', '11-12')).toEqual([0, 1, 1, 1, 1, 1, 0])
    expect(await stock('overdue', '11-09', '11-10', '11-11', '11-12')).toEqual([0, 1, 1, 0])
    expect([await rate('lic.near_due', '11-11'), await rate('lic.near_due', '11-13'), await rate('lic.near_due', '10-01')]).toEqual(['1/2', '0/1', '0/0'])
  })

  it('is not near while it is paused, and has its days left afterwards', async () => {
    // 3 4 5 | 6 … 9 out | 10 11: due on the 11th.
    const { stock } = await world(accepted('L', '11-02', step('paused', 'L', '11-06'), step('resumed', 'L', '11-10')), accepted('still', '11-02', step('paused', 'still', '11-04')))
    expect(await stock('near', '11-05', '11-06', '11-09', '11-10', '11-11', '11-12')).toEqual([1, 0, 0, 1, 1, 1])
    expect(await stock('overdue', '11-11', '11-12')).toEqual([0, 1])
    expect(await stock('open', '11-12')).toEqual([2])
  })

  it('paused once it was overdue stays overdue', async () => {
    const { stock } = await world(accepted('L', '11-02', step('paused', 'L', '11-11')))
    expect([...await stock('overdue', '11-10', '11-20'), ...await stock('near', '11-20')]).toEqual([1, 1, 1])
  })
})

describe('delivery', () => {
  it('is judged when the licence is delivered, or when ten working days are over', async () => {
    const { rate } = await world(
      // Ten working days from Monday 2 November: 4 + 5, and Monday 16.
      accepted('kept', '11-02', decided('kept', '11-02'), step('delivered', 'kept', '11-16')),
      accepted('late', '11-02', decided('late', '11-02'), step('delivered', 'late', '11-17')),
      accepted('never', '11-02', decided('never', '11-02')),
      accepted('refused', '11-02', decided('refused', '11-02', 'refused')),
      accepted('in October', '10-26', decided('in October', '10-26'), step('delivered', 'in October', '10-30')),
      accepted('to come', '11-20', decided('to come', '11-20')),
    )
    expect([await rate('lic.deliver', '11-15'), await rate('lic.deliver', '11-16'), await rate('lic.deliver', '11-17'), await rate('lic.deliver', '11-30')]).toEqual(['0/0', '1/1', '1/3', '1/3'])
    // Ten from Friday 20 November: Friday 4 December.
    expect([await rate('lic.deliver', '10-31'), await rate('lic.deliver', '12-04'), await rate('lic.deliver', '12-05')]).toEqual(['1/1', '0/0', '0/1'])
  })

  it('of what was deemed granted runs from the last day of the licence', async () => {
    // Three working days until Thursday 5 November; ten more from there: 6, 9 … 13, 16 … 19.
    const { rate } = await world(renewal('kept', '11-02', '2026-11-05', step('delivered', 'kept', '11-19')), renewal('late', '11-02', '2026-11-05', step('delivered', 'late', '11-20')))
    expect([await rate('lic.deliver', '11-18'), await rate('lic.deliver', '11-19'), await rate('lic.deliver', '11-20')]).toEqual(['0/0', '1/1', '1/2'])
    expect(await rate('lic.avg_days')).toBe('6/2')
  })
})

describe('one notice of what is missing', () => {
  it('comes within five working days of the application, and no second one', async () => {
    const { rate } = await world(
      submitted('once', '11-02'),
      step('correction-asked', 'once', '11-09'),
      submitted('late', '11-02'),
      step('correction-asked', 'late', '11-10'),
      submitted('twice', '11-02'),
      step('correction-asked', 'twice', '11-03'),
      step('correction-asked', 'twice', '11-16'),
      submitted('never', '11-02'),
      submitted('October', '10-30'),
      step('correction-asked', 'October', '10-30 16:00'),
      step('correction-asked', 'October', '11-02'),
    )
    // `October` counts there, as asked once: its second notice came in another month.
    expect([await rate('lic.correct_once', '10-31'), await rate('lic.correct_once', '11-03'), await rate('lic.correct_once', '11-09'), await rate('lic.correct_once', '11-10'), await rate('lic.correct_once', '11-16'), await rate('lic.correct_once', '12-01')]).toEqual(['1/1', '1/1', '2/2', '2/3', '1/3', '0/0'])
  })
})

describe('what the statements come to', () => {
  it('is applications by terminal among all of the month, withdrawn ones too', async () => {
    const { rate } = await world(submitted('1', '11-01', { channel: 'kiosk' }), submitted('2', '11-23'), step('withdrawn', '2', '11-23'), submitted('3', '10-31', { channel: 'kiosk' }), submitted('4', '11-24'))
    expect([await rate('lic.kiosk_share'), await rate('lic.kiosk_share', '10-31'), await rate('lic.kiosk_share', '12-01')]).toEqual(['1/2', '1/1', '0/0'])
  })

  it('follows the later statement of a stage, whichever arrives first', async () => {
    const later = { ...decided('L', '11-12'), time: '2026-11-20T00:00:00.000Z' }
    const earlier = { ...decided('L', '11-04'), time: '2026-11-19T00:00:00.000Z' }
    for (const told of [[earlier, later], [later, earlier]]) {
      const { rate } = await world(accepted('L', '11-02', ...told))
      expect([await rate('lic.ontime_promised'), await rate('lic.avg_days')]).toEqual(['0/1', '8/1'])
    }
  })

  it('does not heed another unit, and waits for the application', async () => {
    const { house, rate, stock } = await world(step('accepted', 'L', '11-02'), decided('L', '11-03'), { ...decided('M', '11-03'), subject: 'd' }, accepted('M', '11-02'))
    expect([await rate('lic.ontime_promised'), ...await stock('open', '11-23')]).toEqual(['0/0', 1])
    await house.tell(submitted('L', '11-02'))
    expect(await rate('lic.ontime_promised')).toBe('1/1')
  })

  it('stands in the topic: rates for everybody, numbers of cases for the house', async () => {
    const { house } = await world(accepted('late', '11-02'), accepted('done', '11-02', decided('done', '11-09')))
    await house.settle()
    const shown = await house.topic('d', 'licence', 'internal')
    expect(shown).toMatchObject({ promisedDays: 5, decided: { promised: { num: 1, den: 1 }, legal: { num: 1, den: 1 } }, meanDays: { num: 5, den: 1, value: 5 }, nearDue: 1, cases: { open: 1, overdue: 1, overdueByLaw: 0, received: 2, decided: 1, deemed: 0 }, level: 'red' })
    const { cases: _, kiosk: { house: __, ...kiosk }, ...rest } = shown
    expect(await house.topic('d', 'licence', 'public')).toEqual({ ...rest, kiosk })
  })
})
