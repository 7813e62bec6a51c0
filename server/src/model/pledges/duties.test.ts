/** Who should sign and who has, by hand. The campaign `C` runs in district `d` from 1 November; `a` and `b` are its stations, `e` is another district. */
import type { Told } from '../../../test/support/house.ts'
import type { Duties } from './duties.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'
import { coverageByCampaign, dutiesOf } from './duties.ts'

const { openStore } = useEmbedded()

/** Instants in Shanghai: `11-20`, `11-20 10:00`, `2027-01-05`; a bare day begins at midnight. */
function at(text: string): string {
  const [day, time = '00:00'] = text.split(' ') as [string, string?]
  return `${day.length === 5 ? `2026-${day}` : day}T${time}:00+08:00`
}

const campaign = (data: Record<string, unknown> = {}, subject = 'd'): Told => ({ type: 'pledge.campaign-opened', subject, data: { campaign: 'C', pledgeType: 'anti_drug', name: '活动', openAt: at('11-01'), dueAt: at('11-20'), signatories: { all: true }, ...data } })
const signed = (staffNo: string, when: string, subject = 'a', more = 'C'): Told => ({ type: 'pledge.signed', subject, data: { campaign: more, staffNo, signedAt: at(when), method: 'paper' } })
const revoked = (staffNo: string, when: string, subject = 'a'): Told => ({ type: 'pledge.revoked', subject, data: { campaign: 'C', staffNo, revokedAt: at(when), reason: 'r' } })
const UNITS = [unit('d', { level: 'district' }), unit('e', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), unit('c', { parent: 'e' })]

async function world(...told: Told[]) {
  const house = await openHouse(await openStore())
  // Each told later than the one before, so that a second word about somebody stands.
  await house.tell(...[...UNITS, ...told].map((one, i) => ({ time: new Date(Date.parse('2026-10-01T00:00:00Z') + i * 1000).toISOString(), ...one })))
  const ask = (code: string, when: string, laterMs = 0): Promise<Duties> => dutiesOf(code, { db: house.store.reader, org: house.org.current(), atMs: Date.parse(at(when)) + laterMs })
  return {
    ask,
    house,
    /** `num/den` of a unit at an instant. */
    async count(code: string, when: string, laterMs = 0): Promise<string> {
      const { duties } = await ask(code, when, laterMs)
      return `${duties.filter(duty => duty.covered).length}/${duties.length}`
    },
  }
}

describe('a unit outside the campaign', () => {
  it('neither signs nor revokes, and hides nothing that a unit within it said before', async () => {
    const told = [campaign(), person('S1', 'a'), person('S2', 'a'), signed('S1', '11-02'), signed('S2', '11-02'), signed('S1', '11-03', 'c'), revoked('S2', '11-03', 'c')]
    expect(await (await world(...told)).count('a', '11-05')).toBe('2/2')
    // In the other order too, and taken back by the unit itself.
    expect(await (await world(...told.toReversed())).count('a', '11-05')).toBe('2/2')
    expect(await (await world(...told, revoked('S1', '11-04'))).count('a', '11-05')).toBe('1/2')
    // Two units within: the later word counts, whoever's it is.
    expect(await (await world(...told, revoked('S1', '11-04', 'b'), signed('S1', '11-05', 'a'))).count('a', '11-06')).toBe('2/2')
  })

  it('counts once the unit comes into the campaign', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), signed('S1', '11-03', 'c'), unit('c', { parent: 'e', until: at('11-10') }), unit('c', { parent: 'd', since: at('11-10') }))
    expect([await count('a', '11-05'), await count('a', '11-11')]).toEqual(['0/1', '1/1'])
  })
})

describe('who should sign', () => {
  it('is everybody on the rolls at openAt, those on leave too, each in their own unit', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), person('S2', 'a', { status: 'leave' }), person('S3', 'b'), person('S4', 'd'), person('S5', 'c'), person('S6', 'a', { status: 'retired' }), person('S7', 'a', { status: 'transferred' }))
    // a: S1, S2 of four; b: S3; d itself: S4; c is of another district.
    expect([await count('a', '11-05'), await count('b', '11-05'), await count('d', '11-05'), await count('c', '11-05')]).toEqual(['0/2', '0/1', '0/1', '0/0'])
  })

  it('is nobody before openAt', async () => {
    const { count } = await world(campaign(), person('S1', 'a'))
    expect([await count('a', '11-01', -1), await count('a', '11-01')]).toEqual(['0/0', '0/1'])
  })

  it('is not changed by when somebody was declared, only by since', async () => {
    const { count } = await world(campaign(), { ...person('S1', 'a'), time: '2026-11-22T00:00:00Z' })
    expect(await count('a', '11-05')).toBe('0/1')
  })

  it('are those who joined later, 30 days after since and not on day 29', async () => {
    const { count, ask } = await world(campaign(), person('S1', 'a'), person('S2', 'a', { since: '2026-11-05' }))
    // 5 November + 30 days = 5 December.
    expect([await count('a', '11-06'), await count('a', '12-04'), await count('a', '12-05', -1), await count('a', '12-05')]).toEqual(['0/1', '0/1', '0/1', '0/2'])
    expect((await ask('a', '11-21')).wakeMs).toBe(Date.parse(at('12-05')))
  })

  it('are joiners from the instant they sign, where that is earlier', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), person('S2', 'a', { since: '2026-11-05' }), signed('S2', '11-10 10:00'))
    expect([await count('a', '11-10 10:00', -1), await count('a', '11-10 10:00'), await count('a', '12-05')]).toEqual(['0/1', '1/2', '1/2'])
  })

  it('are joiners on the rolls at openAt at once, though they came the day before', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { since: '2026-10-31' }), person('S2', 'a', { since: '2026-11-01' }))
    expect(await count('a', '11-01')).toBe('0/2')
  })

  it('are of their lines or roles, as they stood at openAt', async () => {
    const lines = await world(campaign({ signatories: { lines: ['monopoly'] } }), person('S1', 'a'), person('S2', 'a', { line: 'monopoly' }), person('S3', 'a', { line: 'monopoly' }), person('S3', 'a', { line: 'marketing', since: '2026-11-10' }))
    // S3 changed line after openAt: still should sign, and stands in the line of the day.
    expect([await lines.count('a', '11-05'), await lines.count('a', '11-15')]).toEqual(['0/2', '0/2'])
    expect((await lines.ask('a', '11-15')).duties.map(duty => [duty.staffNo, duty.line])).toEqual([['S2', 'monopoly'], ['S3', 'marketing']])
    const roles = await world(campaign({ signatories: { roles: ['head', 'clerk'] } }), person('S1', 'a', { roles: ['head', 'other'] }), person('S2', 'a', { roles: ['other'] }), person('S3', 'a'))
    expect((await roles.ask('a', '11-05')).duties.map(duty => duty.staffNo)).toEqual(['S1'])
  })

  it('who takes up a role later counts 30 days after, not after their first day', async () => {
    const { count } = await world(campaign({ signatories: { roles: ['head'] } }), person('S1', 'a'), person('S1', 'a', { roles: ['head'], since: '2026-11-10' }))
    expect([await count('a', '11-11'), await count('a', '12-10', -1), await count('a', '12-10')]).toEqual(['0/0', '0/0', '0/1'])
  })

  it('are just those who are named, who count at once and in no public figure', async () => {
    const { count, ask } = await world(campaign({ signatories: { staffNos: ['S1', 'S2', 'S9'] } }), person('S1', 'a'), person('S2', 'a', { since: '2026-11-10' }), person('S3', 'a'), person('S4', 'b'))
    expect([await count('a', '11-05'), await count('a', '11-10'), await count('b', '11-10')]).toEqual(['0/1', '0/2', '0/0'])
    expect((await ask('a', '11-10')).duties.map(duty => duty.countsPublicly)).toEqual([false, false])
  })
})

describe('who leaves', () => {
  it('unsigned should not sign any more, by status or by until', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), person('S1', 'a', { status: 'transferred', since: '2026-11-15' }), person('S2', 'a', { until: '2026-11-15' }), person('S3', 'a'))
    expect([await count('a', '11-15', -1), await count('a', '11-15')]).toEqual(['0/3', '0/1'])
  })

  it('signed still counts, where they stood last', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), signed('S1', '11-05'), person('S1', 'a', { status: 'retired', since: '2026-11-15' }), person('S2', 'b', { until: '2026-11-15' }), signed('S2', '11-05', 'b'))
    expect([await count('a', '11-20'), await count('b', '11-20')]).toEqual(['1/1', '1/1'])
  })

  it('signed and then revoked is gone', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { until: '2026-11-15' }), signed('S1', '11-05'), revoked('S1', '11-18'))
    expect([await count('a', '11-17'), await count('a', '11-18')]).toEqual(['1/1', '0/0'])
  })

  it('before openAt is none of the signatories, whatever they signed', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { until: '2026-10-20' }), person('S2', 'a', { status: 'retired' }), signed('S1', '11-05'), signed('S2', '11-05'))
    expect(await count('a', '11-10')).toBe('0/0')
  })

  it('having joined and signed later still counts', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { since: '2026-11-05' }), signed('S1', '11-06'), person('S1', 'a', { status: 'transferred', since: '2026-11-15' }), person('S1', 'a', { status: 'retired', since: '2026-11-20' }))
    expect([await count('a', '11-16'), await count('a', '11-25')]).toEqual(['1/1', '1/1'])
  })

  it('and comes back counts again at once, having been asked at openAt', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), person('S1', 'a', { status: 'transferred', since: '2026-11-10' }), person('S1', 'a', { since: '2026-11-20' }))
    expect([await count('a', '11-09'), await count('a', '11-15'), await count('a', '11-20')]).toEqual(['0/1', '0/0', '0/1'])
  })

  it('before openAt and comes back after it is a joiner of that day', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { until: '2026-10-20' }), person('S1', 'a', { since: '2026-11-10' }))
    // 10 November + 30 days = 10 December; the days before the gap do not count.
    expect([await count('a', '12-10', -1), await count('a', '12-10')]).toEqual(['0/0', '0/1'])
  })

  it('a break restarts the 30 days, spans that touch do not', async () => {
    const joined = person('S1', 'a', { since: '2026-11-05', until: '2026-11-12' })
    const gap = await world(campaign(), joined, person('S1', 'a', { since: '2026-11-14' }))
    expect([await gap.count('a', '12-05'), await gap.count('a', '12-14', -1), await gap.count('a', '12-14')]).toEqual(['0/0', '0/0', '0/1'])
    const touching = await world(campaign(), joined, person('S1', 'a', { since: '2026-11-12', roles: ['head'] }))
    expect([await touching.count('a', '12-05', -1), await touching.count('a', '12-05')]).toEqual(['0/0', '0/1'])
  })
})

describe('who moves', () => {
  it('to another station counts where they stand on the day, signed or not', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), person('S1', 'b', { since: '2026-11-15' }), signed('S1', '11-05'), person('S2', 'a'), person('S2', 'b', { since: '2026-11-15' }))
    expect([await count('a', '11-14'), await count('b', '11-14')]).toEqual(['1/2', '0/0'])
    expect([await count('a', '11-15'), await count('b', '11-15')]).toEqual(['0/0', '1/2'])
  })

  it('to another district is not that campaign\'s any more', async () => {
    const { count } = await world(campaign(), person('S1', 'a'), signed('S1', '11-05'), person('S1', 'c', { since: '2026-11-15' }))
    expect([await count('a', '11-15'), await count('c', '11-15')]).toEqual(['0/0', '0/0'])
  })

  it('from another district is a joiner of that day', async () => {
    const { count } = await world(campaign(), person('S1', 'c'), person('S1', 'a', { since: '2026-11-15' }))
    // 15 November + 30 days = 15 December.
    expect([await count('a', '12-15', -1), await count('a', '12-15')]).toEqual(['0/0', '0/1'])
  })

  it('within the campaign\'s unit while new keeps the day they joined', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { since: '2026-11-05' }), person('S1', 'b', { since: '2026-11-20' }))
    expect([await count('b', '12-05', -1), await count('b', '12-05')]).toEqual(['0/0', '0/1'])
  })

  it('nowhere, under a unit that takes a new name, goes on as before', async () => {
    const { count } = await world(campaign(), person('S1', 'a', { since: '2026-11-05' }), unit('a', { parent: 'd', name: '新名', since: '2026-12-10' }))
    expect([await count('a', '12-05'), await count('a', '12-11')]).toEqual(['0/1', '0/1'])
  })

  it('with the whole station to another district joins its campaign 30 days after, or on signing', async () => {
    const moved = [campaign(), campaign({ campaign: 'E' }, 'e'), person('S1', 'a'), person('S2', 'a'), signed('S1', '11-05'), unit('a', { parent: 'e', since: '2026-11-15' })]
    const { count } = await world(...moved)
    expect([await count('a', '11-14'), await count('a', '11-15'), await count('a', '12-15', -1), await count('a', '12-15')]).toEqual(['1/2', '0/0', '0/0', '0/2'])
    const signing = await world(...moved, signed('S2', '11-20', 'a', 'E'))
    expect([await signing.count('a', '11-19'), await signing.count('a', '11-20'), await signing.count('a', '12-15')]).toEqual(['0/0', '1/1', '1/2'])
  })

  it('not at all, into a station that opens later, joins with the station', async () => {
    const { count } = await world(campaign(), unit('new', { parent: 'd', since: '2026-11-10' }), person('S1', 'new'))
    expect([await count('new', '12-10', -1), await count('new', '12-10')]).toEqual(['0/0', '0/1'])
  })
})

describe('what is covered', () => {
  const s1 = person('S1', 'a')

  it('is signed, from signedAt on', async () => {
    const { count, ask } = await world(campaign(), s1, signed('S1', '11-05 10:00'))
    expect([await count('a', '11-05 10:00', -1), await count('a', '11-05 10:00')]).toEqual(['0/1', '1/1'])
    expect((await ask('a', '11-05')).wakeMs).toBe(Date.parse(at('11-05 10:00')))
  })

  it.each([
    ['before the signing', '11-04', '1/1'],
    ['at the very instant of the signing', '11-05', '0/1'],
    ['after the signing', '11-06', '0/1'],
  ])('is undone by a revocation %s: %s', async (_, when, expected) => {
    const { count } = await world(campaign(), s1, signed('S1', '11-05'), revoked('S1', when))
    expect(await count('a', '11-10')).toBe(expected)
  })

  it('stays covered until the revocation, and again after a new signature', async () => {
    const { count } = await world(campaign(), s1, signed('S1', '11-05'), revoked('S1', '11-08 12:00'))
    expect([await count('a', '11-08 12:00', -1), await count('a', '11-08 12:00')]).toEqual(['1/1', '0/1'])
    const again = await world(campaign(), s1, signed('S1', '11-05'), revoked('S1', '11-08'), signed('S1', '11-12'))
    expect([await again.count('a', '11-11'), await again.count('a', '11-12')]).toEqual(['0/1', '1/1'])
  })

  it('ends with validUntil, to the instant, and is ending for the 30 days before', async () => {
    const { count, ask } = await world(campaign({ validUntil: at('12-31 18:00') }), s1, signed('S1', '11-05'))
    expect([await count('a', '12-31 18:00', -1), await count('a', '12-31 18:00')]).toEqual(['1/1', '0/1'])
    // 31 December 18:00 − 30 days = 1 December 18:00.
    const isEnding = async (laterMs: number): Promise<boolean> => (await ask('a', '12-01 18:00', laterMs)).duties[0]!.ending
    expect([await isEnding(-1), await isEnding(0)]).toEqual([false, true])
    expect((await ask('a', '11-25')).wakeMs).toBe(Date.parse(at('12-01 18:00')))
    expect((await ask('a', '12-31 18:00')).duties[0]!.ending).toBe(false)
  })

  it('does not expire without validUntil, nor with dueAt', async () => {
    const { count } = await world(campaign(), s1, signed('S1', '11-05'))
    expect(await count('a', '2030-01-01')).toBe('1/1')
  })

  it('counts late signatures: dueAt is for colours', async () => {
    const { count } = await world(campaign(), s1, signed('S1', '11-25'))
    expect([await count('a', '11-24'), await count('a', '11-25')]).toEqual(['0/1', '1/1'])
  })

  it('is not covered by a signature of a unit that the campaign does not reach', async () => {
    const { count } = await world(campaign(), s1, signed('S1', '11-05', 'c'), person('S2', 'a'), signed('S2', '11-05', 'd'))
    expect(await count('a', '11-10')).toBe('1/2')
  })

  it('is not revoked by a unit that the campaign does not reach', async () => {
    const { count } = await world(campaign(), s1, signed('S1', '11-05'), revoked('S1', '11-06', 'c'))
    expect(await count('a', '11-10')).toBe('1/1')
  })

  it('counts nobody who is no signatory, whatever they signed', async () => {
    const { count } = await world(campaign({ signatories: { lines: ['monopoly'] } }), s1, signed('S1', '11-05'), signed('S9', '11-05'))
    expect(await count('a', '11-10')).toBe('0/0')
  })
})

describe('two campaigns of one type', () => {
  const own = campaign({ campaign: 'A', openAt: at('11-10') }, 'a')

  it('in one unit: the later openAt counts, from then on, in that unit alone', async () => {
    const { count, ask } = await world(campaign(), own, person('S1', 'a'), person('S2', 'b'), signed('S1', '11-05'), signed('S2', '11-05', 'b'))
    expect([await count('a', '11-10', -1), await count('a', '11-10'), await count('b', '11-10')]).toEqual(['1/1', '0/1', '1/1'])
    expect((await ask('a', '11-10')).duties.map(duty => duty.campaign)).toEqual(['A'])
  })

  it('with one openAt: the later statement counts', async () => {
    const { ask } = await world(campaign(), campaign({ campaign: 'A' }, 'a'), person('S1', 'a'))
    expect((await ask('a', '11-10')).duties.map(duty => duty.campaign)).toEqual(['A'])
  })

  it('of two types both count', async () => {
    const { house, count } = await world(campaign(), campaign({ campaign: 'I', pledgeType: 'integrity' }), person('S1', 'a'), person('S2', 'a'), signed('S1', '11-05'), signed('S1', '11-06', 'a', 'I'), signed('S2', '11-06', 'a', 'I'))
    expect(await count('a', '11-10')).toBe('3/4')
    const coverage = await coverageByCampaign('a', { db: house.store.reader, org: house.org.current(), atMs: Date.parse(at('11-10')) })
    expect(coverage.map(({ campaign: code, num, den }) => `${code} ${num}/${den}`).sort()).toEqual(['C 1/2', 'I 2/2'])
  })
})
