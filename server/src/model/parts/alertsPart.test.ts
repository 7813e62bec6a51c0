import type { Told } from '../../../test/support/house.ts'
/**
 * Risk indicators of one station, counted by hand. Alerts are raised yellow at 09:00 and due five working days later. November
 * 2026 has no holidays: Monday 2 … 6 | 9 … 13 | 16 … 20 | 23 … 27 | 30. Work is 08:30–12:00 and 14:00–17:30.
 */
import type { Terms } from '../calendar/terms.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { TERMS, termsWith } from '../../../test/support/terms.ts'
import { indicatorsOf } from '../metrics/indicatorsOf.ts'
import { recountIfTermsChanged } from '../projections/recount.ts'
import { alertsPart } from './alertsPart.ts'

const { openStore } = useEmbedded()

/** `11-23 10:00` of 2026, or with a year. */
function at(when: string): string {
  const [day, time = '10:00'] = when.split(' ')
  return `${day!.length === 5 ? `2026-${day}` : day}T${time}:00+08:00`
}
const about = (word: string, alert: string, when: string, data: object = {}): Told => ({ id: `${alert}/${word}/${when}`, type: `alert.${word}`, subject: 'a', data: { alert, at: at(when), ...data } })

/** Raised at nine on a day, and due at nine, five working days later, unless it says otherwise. */
function raised(alert: string, day: string, more: { severity?: string, rule?: string, object?: string, due?: string } = {}): Told {
  const { severity = 'yellow', rule = 'R02', object = 'task/T', due } = more
  const dueMs = TERMS.working.addWorkingDays(Date.parse(at(`${day} 09:00`)), 5)
  return about('raised', alert, `${day} 09:00`, { rule, object, severity, dueAt: due === undefined ? new Date(dueMs).toISOString() : at(due) })
}
/** From the assignment at ten to the report, all on one day, within the hour. */
const worked = (alert: string, day: string): Told[] => ['assigned', 'signed', 'verification-begun', 'rectification-begun', 'reported'].map((word, i) => about(word, alert, `${day} 10:0${i}`))
const closed = (alert: string, when: string): Told[] => [about('review-passed', alert, when), about('closed', alert, when)]
const handled = (alert: string, day: string, when: string, more: Parameters<typeof raised>[2] = {}): Told[] => [raised(alert, day, more), ...worked(alert, day), ...closed(alert, when)]

async function world(...told: (Told | Told[])[]) {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), ...told.flat())

  async function rate(code: string, day = '11-23', options: { publicly?: (rule: string) => boolean, terms?: Terms, of?: string } = {}): Promise<string> {
    const { publicly = () => true, terms = house.days, of = 'a' } = options
    const { part } = await alertsPart({ code: of, level: 'station' }, { db: house.store.reader, org: house.org.current(), days: terms, atMs: Date.parse(at(`${day} 23:00`)) })
    const found = indicatorsOf('alerts', part, { ...PLAIN_WORDING, rule: id => ({ name: id, countsPublicly: publicly(id) }) }).get(code)
    return `${found?.num}/${found?.den}`
  }
  const each = async (code: string, ...days: string[]): Promise<string[]> => Promise.all(days.map(day => rate(code, day)))
  /** Points of a day. */
  const score = async (day: string): Promise<number> => Number((await rate('rsk.score', day)).split('/')[0]) / 100
  return { house, rate, each, score }
}

it('nobody and nothing is no rate, no mean, and a full score', async () => {
  const { rate } = await world()
  expect(await Promise.all(['rsk.alert_open', 'rsk.alert_ontime', 'rsk.mttr', 'rsk.sign_latency', 'rsk.false_rate', 'rsk.score'].map(code => rate(code)))).toEqual(['0/0', '0/0', '0/0', '0/0', '0/0', '10000/100'])
})

it('open are those in somebody\'s hands, each day by the colour of that day', async () => {
  const { each } = await world(
    raised('A', '11-02'),
    about('escalated', 'A', '11-10', { severity: 'orange' }),
    raised('B', '11-03', { severity: 'red' }),
    about('suspended', 'B', '11-04'),
    handled('C', '11-02', '11-05 15:00'),
    raised('D', '11-09', { severity: 'blue' }),
    about('written-off', 'D', '11-11'),
  )
  // The 2nd: A, C. The 3rd: B too. The 5th: C is closed. The 9th: D. The 11th: D is written off.
  expect(await each('rsk.alert_open', '11-01', '11-02', '11-03', '11-05', '11-09', '11-11')).toEqual(['0/0', '2/0', '3/0', '2/0', '3/0', '2/0'])
  expect(await each('rsk.alert_open.yellow', '11-02', '11-09', '11-10')).toEqual(['2/0', '1/0', '0/0'])
  expect([await each('rsk.alert_open.orange', '11-09', '11-10'), await each('rsk.alert_open.red', '11-02', '11-23')]).toEqual([['0/0', '1/0'], ['0/0', '1/0']])
})

describe('in time', () => {
  it('is what was closed by the instant of the deadline; what was not is late from the day after', async () => {
    const { each, rate } = await world(
      // Due on the 9th at nine.
      handled('on it', '11-02', '11-09 09:00'),
      handled('after it', '11-02', '11-09 09:01'),
      raised('open', '11-03'),
    )
    // The 8th: nothing is sure. The 9th: both are closed. The third is due on the 10th, and late on the 11th.
    expect(await each('rsk.alert_ontime', '11-08', '11-09', '11-10', '11-11')).toEqual(['0/0', '1/2', '1/2', '1/3'])
    // Ninety days, the 9th of November and the 6th of February included.
    expect([await rate('rsk.alert_ontime', '2027-02-06'), await rate('rsk.alert_ontime', '2027-02-07'), await rate('rsk.alert_ontime', '2027-02-09')]).toEqual(['1/3', '0/1', '0/0'])
  })

  it('counts early closings at once, and a reopened alert once more', async () => {
    // Closed on the 3rd; reopened on the 16th, due on the 23rd, and not closed by then.
    const { each } = await world(handled('A', '11-02', '11-03 10:00'), about('reopened', 'A', '11-16 09:00'))
    expect(await each('rsk.alert_ontime', '11-02', '11-03', '11-23', '11-24')).toEqual(['0/0', '1/1', '1/1', '1/2'])
  })

  it('moves with a suspension over days off, and stands still with one that lasts', async () => {
    const { each } = await world(
      // 国庆: raised on 29 September, due on Saturday 10 October, which is worked. 30 September and the 8th do not count: due on the 13th.
      raised('A', '09-29', { due: '10-10 09:00' }),
      about('suspended', 'A', '09-30'),
      about('resumed', 'A', '10-09 08:00'),
      raised('B', '09-29', { due: '10-10 09:00' }),
      about('suspended', 'B', '09-30'),
    )
    expect(await each('rsk.alert_ontime', '10-13', '10-14', '11-23')).toEqual(['0/0', '0/1', '0/1'])
  })

  it('knows neither false alarms nor merged ones, though they were late before', async () => {
    const { rate } = await world(raised('A', '11-02'), raised('B', '11-02'), raised('C', '11-02'), about('cancelled', 'A', '11-12'), about('merged', 'B', '11-12', { into: 'C' }))
    expect(await rate('rsk.alert_ontime', '11-20')).toBe('0/1')
  })

  it('is of the rules that the public may count, and of none about people', async () => {
    const { rate } = await world(handled('A', '11-02', '11-03 10:00'), handled('B', '11-02', '11-04 10:00', { rule: 'R05' }), handled('C', '11-02', '11-05 10:00', { rule: 'R08', object: 'campaign/C1' }))
    const publicly = (rule: string): boolean => rule !== 'R05'
    expect([await rate('rsk.alert_ontime', '11-23', { publicly }), await rate('rsk.mttr', '11-23', { publicly })]).toEqual(['1/1', '1/1'])
    expect(await rate('rsk.alert_ontime')).toBe('2/2')
  })
})

describe('the mean time', () => {
  it('is in working days, the first one not counted, make-up days among them', async () => {
    const { each } = await world(
      handled('same day', '11-02', '11-02 17:00'),
      // 3 4 5 6 9: five.
      handled('a week', '11-02', '11-09 08:00'),
      // 国庆: 30 September, 8, 9 and Saturday 10 October: four.
      handled('holidays', '09-29', '10-10 10:00'),
    )
    expect(await each('rsk.mttr', '10-10', '11-02', '11-09')).toEqual(['4/1', '4/2', '9/3'])
  })

  it('leaves out the days of a suspension, and begins anew when an alert is reopened', async () => {
    const { rate } = await world(
      raised('A', '11-02'),
      about('suspended', 'A', '11-04'),
      about('resumed', 'A', '11-09 09:00'),
      ...worked('A', '11-09'),
      // 3 | 4 5 6 do not count | 9 10: three.
      ...closed('A', '11-10 10:00'),
      about('reopened', 'A', '11-16 09:00'),
      about('reported', 'A', '11-17 09:00'),
      // 17 18: two.
      ...closed('A', '11-18 10:00'),
    )
    expect([await rate('rsk.mttr', '11-10'), await rate('rsk.mttr', '11-18')]).toEqual(['3/1', '5/2'])
  })

  it('does not count what the engine wrote off, and takes a retracted closing back', async () => {
    const { house, rate } = await world(raised('A', '11-02', { severity: 'blue' }), about('written-off', 'A', '11-04'), handled('B', '11-02', '11-03 10:00'))
    expect(await rate('rsk.mttr')).toBe('1/1')
    await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'B/closed/11-03 10:00', reason: 'r' } })
    expect([await rate('rsk.mttr'), await rate('rsk.alert_open')]).toEqual(['0/0', '1/0'])
  })

  it('takes a step that comes late for what it says', async () => {
    const { house, rate } = await world(raised('A', '11-02'), ...worked('A', '11-02').slice(1), ...closed('A', '11-03 10:00'))
    expect([await rate('rsk.mttr'), await rate('rsk.alert_open')]).toEqual(['0/0', '1/0'])
    await house.tell(about('assigned', 'A', '11-02 10:00'))
    expect([await rate('rsk.mttr'), await rate('rsk.alert_open')]).toEqual(['1/1', '0/0'])
  })
})

it('signing is measured in hours of work, without suspensions', async () => {
  const { each } = await world(
    // 17:00 on Friday 6 to 09:30 on Monday 9: 30 + 60 minutes.
    raised('A', '11-06'),
    about('assigned', 'A', '11-06 17:00'),
    about('signed', 'A', '11-09 09:30'),
    // 09:00–10:00 on the 10th, and 15:00–15:30 on the 12th: 60 + 30.
    raised('B', '11-10'),
    about('assigned', 'B', '11-10 09:00'),
    about('suspended', 'B', '11-10 10:00'),
    about('resumed', 'B', '11-12 15:00'),
    about('signed', 'B', '11-12 15:30'),
    raised('C', '11-10'),
    about('assigned', 'C', '11-10 09:00'),
  )
  // Minutes over 60 for each signing: 1.5 hours in the mean. Thirty days from the 9th end with 8 December.
  expect(await each('rsk.sign_latency', '11-08', '11-09', '11-12', '12-08', '12-09', '12-12')).toEqual(['0/0', '90/60', '180/120', '180/120', '90/60', '0/0'])
})

it('false alarms are a share of what people brought to an end', async () => {
  const { each } = await world(handled('A', '11-02', '11-03 10:00'), raised('B', '11-02'), about('cancelled', 'B', '11-04'), raised('C', '11-02'), about('transferred', 'C', '11-04'), raised('D', '11-02', { severity: 'blue' }), about('written-off', 'D', '11-04'))
  expect(await each('rsk.false_rate', '11-03', '11-04')).toEqual(['0/1', '1/2'])
})

describe('the score', () => {
  const confirmed = (alert: string, day: string, severity = 'yellow'): Told[] => [raised(alert, day, { severity, due: '12-31 09:00' }), ...worked(alert, day).slice(0, 4)]

  it('falls with confirmed alerts by their worst colour, and not with what nobody confirmed', async () => {
    const { score } = await world(confirmed('A', '11-02'), about('escalated', 'A', '11-05', { severity: 'orange' }), about('escalated', 'A', '11-09', { severity: 'red' }), confirmed('B', '11-02', 'blue'), raised('C', '11-02', { severity: 'red', due: '12-31 09:00' }))
    expect([await score('11-01'), await score('11-02'), await score('11-05'), await score('11-09'), await score('11-23')]).toEqual([100, 99, 97, 94, 94])
  })

  it('falls for steps that come too late, five at most', async () => {
    const { score } = await world(
      raised('A', '11-02', { due: '11-05 09:00' }),
      // To be signed for within a working day: by the 3rd at ten; verified within three from the signing: by the 9th at 11.
      about('assigned', 'A', '11-02 10:00'),
      about('signed', 'A', '11-04 11:00'),
      about('verification-begun', 'A', '11-04 12:00'),
    )
    // The 3rd: yellow. The 4th: nobody has signed until midnight. The 6th: not finished by the 5th. The 10th: not verified by the 9th.
    expect([await score('11-03'), await score('11-04'), await score('11-05'), await score('11-06'), await score('11-09'), await score('11-10')]).toEqual([99, 98, 98, 97, 97, 96])
  })

  it('rises again when it is struck off, but for a trace that halves in 180 days and ends with the year', async () => {
    const { score } = await world(confirmed('A', '11-02', 'orange'), about('reported', 'A', '11-03 10:00'), ...closed('A', '11-03 11:00'), about('effect-confirmed', 'A', '11-04', { proof: 'recheck' }))
    // 3 points; then 30 % of them: 0.9, and 0.45 after 180 days, 0.9 × 0.5^(364/180) = 0.22 on the last.
    expect([await score('11-03'), await score('11-04'), await score('2027-05-03'), await score('2027-11-03'), await score('2027-11-04')]).toEqual([97, 99.1, 99.55, 99.78, 100])
  })

  it('is not touched by a false alarm, on no day, and by what was untrue only until it is closed', async () => {
    const untrue = [raised('B', '11-09', { severity: 'red', due: '12-31 09:00' }), ...worked('B', '11-09').slice(0, 3), about('not-substantiated', 'B', '11-09 11:00'), about('review-passed', 'B', '11-10 10:00'), about('review-passed', 'B', '11-10 11:00'), about('closed', 'B', '11-10 12:00'), about('effect-confirmed', 'B', '11-11', { proof: 'recheck' })]
    const { score } = await world(confirmed('A', '11-02', 'red').slice(0, 2), about('cancelled', 'A', '11-04'), untrue)
    expect([await score('11-02'), await score('11-04'), await score('11-09'), await score('11-10'), await score('11-12')]).toEqual([100, 100, 94, 100, 100])
  })

  it('falls again when an alert is reopened, beside the trace of the first time', async () => {
    const { score } = await world(confirmed('A', '11-02', 'red'), about('reported', 'A', '11-03 10:00'), about('review-passed', 'A', '11-03 10:30'), ...closed('A', '11-03 11:00'), about('effect-confirmed', 'A', '11-04', { proof: 'recheck' }), about('reopened', 'A', '11-04 11:00'))
    // 6 and 1.8.
    expect(await score('11-04')).toBe(92.2)
  })

  it('falls for complaints about conduct that were found true, for a year, and for cases past the law\'s limit while they are open', async () => {
    const complaint = (id: string, category: string, substantiated: boolean): Told[] => [
      { type: 'complaint.received', subject: 'a', data: { complaint: id, channel: 'web', category, involvesStaff: true, at: at('11-02'), dueAt: at('11-20') } },
      { type: 'complaint.closed', subject: 'a', data: { complaint: id, at: at('11-05'), substantiated } },
    ]
    const { score } = await world(
      complaint('true', 'conduct', true),
      complaint('untrue', 'conduct', false),
      complaint('elsewhere', 'service', true),
      // Accepted on 2 November: twenty working days end with the 30th.
      { type: 'licence.submitted', subject: 'a', data: { case: 'L', at: at('11-02'), matter: 'new', channel: 'window' } },
      { type: 'licence.accepted', subject: 'a', data: { case: 'L', at: at('11-02') } },
      { type: 'licence.decided', subject: 'a', data: { case: 'L', at: at('12-03'), decision: 'granted' } },
    )
    expect([await score('11-04'), await score('11-05'), await score('12-01'), await score('12-03'), await score('2027-11-04'), await score('2027-11-05')]).toEqual([100, 97, 92, 97, 97, 100])
  })

  it('falls for findings that came back, and never below nothing', async () => {
    const finding = (id: string, day: string): Told => ({ type: 'supervision.finding-raised', subject: 'a', data: { finding: id, category: 'ledger', severity: 'low', raisedAt: at(day), dueAt: at('12-31') } })
    const off = (id: string, day: string): Told[] => ['verified', 'written-off'].map(stage => ({ type: `rectification.${stage}`, subject: 'a', data: { finding: id, at: at(day) } }))
    const { score } = await world(finding('F1', '11-02'), off('F1', '11-03'), finding('F2', '11-05'))
    expect([await score('11-04'), await score('11-05')]).toEqual([100, 98])
    // Seven came back after seven were written off: five of them count.
    const many = await world(Array.from({ length: 7 }, (_, i) => [finding(`F${i}`, '11-02'), off(`F${i}`, '11-03'), finding(`G${i}`, '11-05')]).flat(2))
    expect(await many.score('11-05')).toBe(90)
    const crowd = await world(Array.from({ length: 17 }, (_, i) => confirmed(`A${i}`, '11-02', 'red')).flat())
    expect(await crowd.score('11-02')).toBe(0)
  })

  it('is of the unit itself, and a parent\'s of its own facts; the days that are past follow late facts', async () => {
    const { house } = await world(confirmed('A', '11-02', 'red'))
    await house.settle()
    await house.closeDays()
    const now = async () => (await house.store.reader.selectFrom('metric_now').select(['unit', 'num']).where('code', '=', 'rsk.score').orderBy('unit').execute()).map(row => `${row.unit} ${row.num}`)
    expect(await now()).toEqual(['a 9400', 'd 10000'])
    const past = async (day: string) => (await house.store.reader.selectFrom('metric_day').select(['unit', 'code', 'num']).where('code', 'in', ['rsk.score', 'rsk.alert_open']).where('day', '=', house.days.dayOf(Date.parse(at(day)))).orderBy('unit').orderBy('code').execute()).map(row => `${row.unit} ${row.code} ${row.num}`)
    expect(await past('11-20')).toEqual(['a rsk.alert_open 1', 'a rsk.score 9400', 'd rsk.alert_open 1', 'd rsk.score 10000'])
    await house.tell(about('cancelled', 'A', '11-02 10:02'))
    await house.settle()
    await house.closeDays()
    await house.tell({ type: 'complaint.received', subject: 'a', data: { complaint: 'P', channel: 'web', category: 'conduct', involvesStaff: true, at: at('11-02'), dueAt: at('11-20') } }, { type: 'complaint.closed', subject: 'a', data: { complaint: 'P', at: at('11-20'), substantiated: true } })
    await house.settle()
    await house.closeDays()
    expect(await past('11-19')).toEqual(['a rsk.alert_open 0', 'a rsk.score 10000', 'd rsk.alert_open 0', 'd rsk.score 10000'])
    expect(await past('11-20')).toEqual(['a rsk.alert_open 0', 'a rsk.score 9700', 'd rsk.alert_open 0', 'd rsk.score 10000'])
    expect(await now()).toEqual(['a 9700', 'd 10000'])
  })
})

it('is counted anew where the limits were edited', async () => {
  const { house, rate } = await world(raised('A', '11-02', { due: '12-31 09:00' }), about('assigned', 'A', '11-02 10:00'), about('signed', 'A', '11-04 11:00'))
  const terms = termsWith({ disposal: { limits: { blue: { sign: '9wd' }, yellow: { sign: '9wd' }, orange: { sign: '9wd' }, red: { sign: '9wd' } } } })
  await recountIfTermsChanged(house.store, { terms: TERMS, nowMs: house.now() })
  // The 5th: signed for a day late. The 23rd: not verified either.
  expect([await rate('rsk.score', '11-05'), await rate('rsk.score')]).toEqual(['9800/100', '9700/100'])
  expect(await recountIfTermsChanged(house.store, { terms, nowMs: house.now() })).toBe(true)
  expect(await rate('rsk.score')).toBe('9900/100')
})
