/** Evaluation of one station, counted by hand. It is Monday 23 November 2026: the last quarter; the 30 days began on 25 October. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { unit } from '../../../test/support/house.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { evaluation } from './evaluation.ts'

const { openStore } = useEmbedded()
const hash = (retailer: string): string => retailer.padStart(32, '0')
const rated = (id: string, score: number, day: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'evaluation.submitted', subject, data: { evaluation: id, channel: 'onecard', kind: 'service', score, dimensions: {}, tags: [], at: afternoon(day), ...more } })
const by = (retailer: string): Record<string, unknown> => ({ retailer: hash(retailer) })
const handled = (id: string, day: string, subject = 'a'): Told => ({ type: 'evaluation.handled', subject, data: { evaluation: id, at: afternoon(day), action: 'called_back' } })
const retailer = (name: string, status: string, subject = 'a'): Told => ({ type: 'org.retailer-declared', subject, data: { retailer: hash(name), status } })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })
const later = (told: Told, time: string): Told => ({ ...told, time: `2026-11-23T01:${time}:00.000Z` })

const world = async (...told: Told[]) => openRecordWorld(await openStore(), evaluation, told)

describe('satisfaction', () => {
  it('is fours and fives among the service ratings of thirty days', async () => {
    const { rate } = await world(
      rated('1', 5, '10-25'),
      rated('2', 4, '11-01'),
      rated('3', 3, '11-23'),
      rated('4', 1, '10-24'),
      rated('5', 5, '11-24'),
      rated('6', 5, '11-02', { kind: 'democratic' }),
      rated('7', 5, '11-02', {}, 'b'),
    )
    // 25 October to 23 November: 5, 4, 3. The day before: 1, 5, 4. On the 24th the first has left and a five has come: 4, 3, 5.
    expect([await rate('evl.satisfaction'), await rate('evl.satisfaction', '11-22'), await rate('evl.satisfaction', '11-24')]).toEqual(['2/3', '2/3', '2/3'])
    expect([await rate('evl.avg'), await rate('evl.avg', '11-22'), await rate('evl.avg', '11-24')]).toEqual(['12/3', '10/3', '12/3'])
    expect([await rate('evl.satisfaction', '10-23'), await rate('evl.avg', '10-23')]).toEqual(['0/0', '0/0'])
  })

  it('keeps a rating of 29 February to 29 March, and one of New Year\'s Eve into the new year', async () => {
    const { rate } = await world(rated('leap', 5, '2028-02-29'), rated('eve', 5, '2026-12-31'))
    expect(await Promise.all(['2028-02-28', '2028-02-29', '2028-03-29', '2028-03-30'].map(day => rate('evl.satisfaction', day)))).toEqual(['0/0', '1/1', '1/1', '0/0'])
    // 31 December and 29 days.
    expect(await Promise.all(['2027-01-29', '2027-01-30'].map(day => rate('evl.satisfaction', day)))).toEqual(['1/1', '0/0'])
  })

  it('follows a correction and a retraction, whichever came first', async () => {
    const corrected = [later(rated('1', 2, '11-10'), '10'), later(rated('1', 5, '11-10'), '20')]
    for (const told of [corrected, corrected.toReversed()])
      expect(await (await world(...told)).rate('evl.avg')).toBe('5/1')
    expect(await (await world({ ...rated('1', 2, '11-10'), id: 'wrong' }, retracted('wrong'), rated('2', 4, '11-10'))).rate('evl.avg')).toBe('4/1')
  })
})

describe('participation', () => {
  it('is of retailers in business, each once in its quarter', async () => {
    const { rate } = await world(
      ...['1', '2', '3', '4'].map(name => retailer(name, 'open')),
      retailer('5', 'suspended'),
      retailer('6', 'closed'),
      retailer('7', 'open', 'b'),
      rated('a', 5, '10-01', by('1')),
      rated('b', 5, '11-23', by('1')),
      rated('c', 5, '10-05', by('2')),
      rated('d', 5, '09-30', by('3')),
      rated('e', 5, '11-24', by('4')),
      rated('f', 5, '11-01', by('5')),
      rated('g', 5, '11-01', by('7')),
      rated('h', 5, '11-01', by('9')),
      rated('i', 5, '11-01'),
    )
    // 1 (twice) and 2 of 1 to 4. On the 24th also 4; in the quarter before, 3. Those of others, unknown or silent about who they are count in no rate.
    expect([await rate('evl.participation'), await rate('evl.participation', '11-24'), await rate('evl.participation', '09-30')]).toEqual(['2/4', '3/4', '1/4'])
    expect([await rate('evl.participation', '10-01'), await rate('evl.participation', '2027-01-01')]).toEqual(['1/4', '0/4'])
    // 7 belongs to b and has rated a, not b.
    expect(await rate('evl.participation', '11-23', 'b')).toBe('0/1')
    expect(await (await world()).rate('evl.participation')).toBe('0/0')
  })

  it('counts in the own station who rated the district, and once who rated both', async () => {
    const { house, rate } = await world(retailer('1', 'open'), retailer('2', 'open'), later(rated('x', 5, '11-02', by('1'), 'd'), '10'), rated('y', 5, '11-03', by('1')))
    expect([await rate('evl.participation'), await rate('evl.participation', '11-23', 'd')]).toEqual(['1/2', '0/0'])
    await house.settle()
    // The district's rating turns out to be by 2: no count of the district moves, the station's does.
    await house.tell(later(rated('x', 5, '11-02', by('2'), 'd'), '20'))
    await house.settle()
    expect((await house.topic('d', 'evaluation', 'internal')).participation).toMatchObject({ num: 2, den: 2 })
  })

  it('goes with a retailer that is declared elsewhere, or closes', async () => {
    const { rate } = await world(later(retailer('1', 'open'), '10'), later(retailer('1', 'open', 'b'), '20'), retailer('2', 'open'), rated('x', 5, '11-02', by('1'), 'b'))
    expect([await rate('evl.participation'), await rate('evl.participation', '11-23', 'b')]).toEqual(['0/1', '1/1'])
    const closed = await world(later(retailer('1', 'open'), '10'), later(retailer('1', 'closed'), '20'), rated('x', 5, '11-02', by('1')))
    expect(await closed.rate('evl.participation')).toBe('0/0')
  })
})

describe('bad ratings', () => {
  it('are judged once the fifth working day has passed, by whether they were handled until then', async () => {
    const { rate } = await world(
      // Friday 6 November: the limit is Friday the 13th.
      rated('kept', 2, '11-06'),
      handled('kept', '11-13'),
      rated('late', 1, '11-06'),
      handled('late', '11-14'),
      rated('never', 1, '11-06'),
      // Three is not bad, and the democratic review is not handled one by one.
      rated('middling', 3, '11-06'),
      rated('review', 1, '11-06', { kind: 'democratic' }),
      // Monday 16 November: the limit is Monday the 23rd.
      rated('early', 1, '11-16'),
      handled('early', '11-17'),
    )
    expect(await Promise.all(['11-13', '11-14', '11-23', '11-24'].map(day => rate('evl.bad_handled', day)))).toEqual(['0/0', '1/3', '1/3', '2/4'])
    // The 14th of November and 89 days: to the 11th of February.
    expect(await Promise.all(['2027-02-11', '2027-02-12'].map(day => rate('evl.bad_handled', day)))).toEqual(['2/4', '1/1'])
  })

  it('wait through the National Day holiday and count its make-up day', async () => {
    const { rate } = await world(rated('1', 1, '09-30'))
    // Of 30 September 2026: 8, 9, 10 (Saturday, a working day), 12 and 13 October.
    expect(await Promise.all(['10-13', '10-14'].map(day => rate('evl.bad_handled', day)))).toEqual(['0/0', '0/1'])
  })
})

describe('tags about integrity', () => {
  it('make one of a rating, however many it bears, and none of other tags', async () => {
    const { rate } = await world(
      rated('1', 1, '10-25', { tags: ['integrity_gift', 'slow'] }),
      rated('2', 1, '11-01', { tags: ['integrity_gift', 'integrity_favour'] }),
      rated('3', 5, '11-01', { tags: ['patient'] }),
      rated('4', 2, '11-02', { kind: 'democratic', tags: ['integrity_gift'] }),
      rated('5', 1, '10-24', { tags: ['integrity_gift'] }),
      rated('6', 5, '11-03'),
    )
    // 1, 2 and 4, of 1 2 3 4 6; on the 24th the first has left.
    expect([await rate('evl.integrity_neg'), await rate('evl.integrity_neg', '11-24')]).toEqual(['3/5', '2/4'])
    expect(await (await world()).rate('evl.integrity_neg')).toBe('0/0')
  })
})

describe('the democratic review', () => {
  it('is of the calendar year', async () => {
    const { rate } = await world(...[5, 4, 3].map((score, i) => rated(`${i}`, score, '01-01', { kind: 'democratic' })), rated('old', 1, '2025-12-31', { kind: 'democratic' }), rated('service', 1, '11-01'))
    expect([await rate('evl.democratic'), await rate('evl.democratic', '2025-12-31'), await rate('evl.democratic', '2027-01-01')]).toEqual(['2/3', '0/1', '0/0'])
  })
})

describe('who sees what', () => {
  it('is for the public satisfaction and participation, of no fewer than three', async () => {
    const { house } = await world(
      ...['1', '2', '3'].map(name => rated(name, 5, '11-20', { tags: name === '1' ? ['integrity_gift'] : [] })),
      ...['1', '2', '3'].map(name => retailer(name, 'open')),
      unit('c', { parent: 'd' }),
      ...['4', '5', '6', '7'].map(name => rated(name, 4, '11-20', {}, 'b')),
      ...['8', '9'].map(name => rated(name, 1, '11-20', {}, 'c')),
    )
    await house.settle()
    const seen = await house.topic('a', 'evaluation')
    expect(Object.keys(seen).sort()).toEqual(['freshness', 'level', 'participation', 'satisfaction'])
    const hidden = { num: null, den: null, value: null, quality: 'small_n', suppressed: true }
    // c has two, and the district less its sisters would give them away.
    expect((await house.topic('c', 'evaluation')).satisfaction).toEqual(hidden)
    const shown = await Promise.all(['d', 'a', 'b'].map(async code => (await house.topic(code, 'evaluation')).satisfaction.den))
    expect(shown.filter(den => den === null)).toHaveLength(1)
    expect((await house.topic('c', 'evaluation', 'internal')).satisfaction).toMatchObject({ num: 0, den: 2 })
    expect(await house.topic('a', 'evaluation', 'internal')).toMatchObject({ integrityNegative: 1, average: { num: 15, den: 3, value: 5 } })
  })
})
