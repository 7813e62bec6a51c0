/**
 * Terminals of two stations, counted by hand. They serve from 08:30 to 17:30 on working days: nine hours, 108 slots, 540 minutes.
 * 2026-11-23 is a Monday.
 */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { TERMS, termsWith } from '../../../test/support/terms.ts'
import { recordPart } from '../parts/recordPart.ts'
import { licence } from './licence.ts'

const { openStore } = useEmbedded()
const ms = (when: string): number => Date.parse(`2026-${when.replace(' ', 'T')}:00+08:00`)
const END = '23:59:59.999'

/** A heartbeat in the middle of the five minutes that begin then. */
function beat(kiosk: string, when: string, more: Partial<Told> = {}, status = 'ok'): Told {
  return { type: 'kiosk.heartbeat', subject: 'a', data: { kiosk, at: new Date(ms(when) + 150_000).toISOString(), status }, ...more }
}
/** A heartbeat every five minutes, from one time on, before another. */
function beats(kiosk: string, day: string, from: string, to: string, subject = 'a'): Told[] {
  const told: Told[] = []
  for (let at = ms(`${day} ${from}`); at < ms(`${day} ${to}`); at += 300_000)
    told.push({ type: 'kiosk.heartbeat', subject, data: { kiosk, at: new Date(at).toISOString(), status: 'ok' } })
  return told
}

async function partAt(house: House, when: string, code = 'a') {
  const atMs = when.endsWith(END) ? ms(`${when.slice(0, 5)} 23:59`) + 59_999 : ms(when)
  return recordPart(licence, { code, level: 'station' }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs })
}
async function uptime(house: House, when: string, code = 'a'): Promise<string> {
  const { part: { sums } } = await partAt(house, when, code)
  return `${sums['m:lic.kiosk_uptime.num']}/${sums['m:lic.kiosk_uptime.den']}`
}
async function open(...told: (Told | Told[])[]): Promise<House> {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...told.flat())
  return house
}
/** So that it is known before the days that matter. */
const KNOWN = beat('K', '11-19 10:00')

describe('uptime', () => {
  it('is minutes in which a terminal was heard of, of the day\'s service', async () => {
    // 09:00 to 17:00 of 08:30 to 17:30, and an hour before and after that is no service: 480 of 540.
    const house = await open(KNOWN, beats('K', '11-20', '07:00', '08:00'), beats('K', '11-20', '09:00', '17:00'), beats('K', '11-20', '18:00', '19:00'))
    expect(await uptime(house, `11-20 ${END}`)).toBe('480/540')
    // A day without a word, Saturday, and Monday so.
    expect([await uptime(house, `11-21 ${END}`), await uptime(house, `11-23 ${END}`)]).toEqual(['0/0', '0/540'])
  })

  it('counts a slot once, however often and in whatever order it speaks, also to say that it cannot serve', async () => {
    const house = await open(KNOWN, beat('K', '11-20 08:40'), beat('K', '11-20 08:30', {}, 'fault'), beat('K', '11-20 08:30'), beat('K', '11-20 08:30', {}, 'fault'), beat('K', '11-20 17:25', {}, 'fault'))
    const { part: { sums } } = await partAt(house, `11-20 ${END}`)
    expect([sums['kiosk.online'], sums['kiosk.able'], sums['kiosk.service']]).toEqual([15, 10, 540])
  })

  it('adds up several terminals', async () => {
    const house = await open(KNOWN, beat('L', '11-19 10:00'), beats('K', '11-20', '08:30', '17:30'), beats('L', '11-20', '08:30', '09:30'))
    expect(await uptime(house, `11-20 ${END}`)).toBe('600/1080')
  })

  it('judges a slot five minutes after its end, and today up to now', async () => {
    const house = await open(KNOWN, beats('K', '11-23', '08:30', '09:00'))
    const asked = ['08:29', '08:39', '08:40', '08:45', '09:05', '10:00']
    // At 08:40 the slot of 08:30 ended five minutes ago; at 10:00 those up to 09:55: 17 slots, six of them heard of.
    expect(await Promise.all(asked.map(time => uptime(house, `11-23 ${time}`)))).toEqual(['0/0', '0/0', '5/5', '10/10', '30/30', '30/85'])
  })

  it('wakes when the next slot is judged, and at the end of the day otherwise', async () => {
    const house = await open(KNOWN)
    const wakes = async (when: string, code = 'a'): Promise<string> => new Date((await partAt(house, when, code)).wakeMs! + 8 * 3_600_000).toISOString().slice(5, 16)
    expect(await Promise.all(['11-23 00:00', '11-23 08:39', '11-23 08:40', '11-23 12:02', '11-23 17:34', '11-23 17:35', '11-21 10:00'].map(when => wakes(when))))
      .toEqual(['11-23T08:40', '11-23T08:40', '11-23T08:45', '11-23T12:05', '11-23T17:35', '11-24T00:00', '11-22T00:00'])
    expect(await wakes('11-23 10:00', 'b')).toBe('11-24T00:00')
  })

  it('serves as the bureau says', async () => {
    const terms = termsWith({ licence: { kiosk: { opensAt: '00:00', closesAt: '24:00', days: 'every' } } })
    const house = await openHouse(await openStore(), { terms })
    await house.tell(unit('a'), KNOWN, beat('K', '11-21 00:00'), beat('K', '11-21 23:55'))
    expect(await uptime(house, `11-21 ${END}`)).toBe('10/1440')
    expect(TERMS.licence.kiosk.days).toBe('working')
  })
})

describe('a terminal', () => {
  it('should serve from its first heartbeat on, on the day it comes', async () => {
    // From 16:00: 90 minutes of which 30 were heard of.
    const house = await open(beats('K', '11-20', '16:00', '16:30'))
    expect([await uptime(house, `11-20 ${END}`), await uptime(house, `11-23 ${END}`)]).toEqual(['30/90', '0/540'])
  })

  it('that nobody has heard of for thirty days is no longer there', async () => {
    // Heard of on Monday 19 October; Tuesday 17 November is the thirtieth day, Wednesday 18 the first without it.
    const house = await open(beat('K', '10-19 10:00'))
    expect([await uptime(house, `11-17 ${END}`), await uptime(house, `11-18 ${END}`)]).toEqual(['0/540', '0/0'])
  })

  it('that moves counts where it was heard of last', async () => {
    const house = await open(beats('K', '11-19', '08:30', '17:30'), beats('K', '11-20', '08:30', '12:00'), beats('K', '11-20', '13:00', '17:30', 'b'))
    // On the 20th it is b's, from 13:00 on.
    expect([await uptime(house, `11-19 ${END}`), await uptime(house, `11-20 ${END}`), await uptime(house, `11-20 ${END}`, 'b')]).toEqual(['540/540', '0/0', '270/270'])
    expect([await uptime(house, `11-23 ${END}`), await uptime(house, `11-23 ${END}`, 'b')]).toEqual(['0/0', '0/540'])
    const back = await open(beats('K', '11-20', '08:30', '12:00', 'b'), beats('K', '11-20', '13:00', '17:30'))
    expect([await uptime(back, `11-20 ${END}`), await uptime(back, `11-20 ${END}`, 'b')]).toEqual(['270/270', '0/0'])
  })

  it('takes back what was retracted, and keeps what another heartbeat says of the same slot', async () => {
    const house = await open(KNOWN, beat('K', '11-20 09:00', { id: 'one' }), beat('K', '11-20 09:00', { id: 'two' }), beat('K', '11-20 09:05', { id: 'three' }))
    const retract = (id: string): Promise<unknown> => house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })
    const seen = [await uptime(house, `11-20 ${END}`)]
    for (const id of ['one', 'three', 'two']) {
      await retract(id)
      seen.push(await uptime(house, `11-20 ${END}`))
    }
    expect(seen).toEqual(['10/540', '10/540', '5/540', '0/540'])
    expect((await house.rows('kiosk_day')).length).toBe(1)
  })

  it('counts its sessions in their month', async () => {
    const session = (id: string, day: string): Told => ({ type: 'kiosk.session-completed', subject: 'a', data: { session: id, kiosk: 'K', matter: 'renew', durationSec: 200, at: `2026-${day}T10:00:00+08:00` } })
    const house = await open(session('1', '11-01'), session('1', '11-02'), session('2', '11-30'), session('3', '10-31'))
    const sessions = async (day: string): Promise<number> => (await partAt(house, `${day} ${END}`)).part.sums.sessions ?? 0
    expect([await sessions('11-01'), await sessions('11-02'), await sessions('11-30'), await sessions('12-01'), await sessions('10-31')]).toEqual([0, 1, 2, 0, 1])
  })
})

describe('shown', () => {
  it('falls while a terminal is silent, without any fact', async () => {
    const house = await open(KNOWN, beats('K', '11-23', '08:30', '10:00'))
    await house.settle()
    await house.at('2026-11-23T10:05:00+08:00')
    await house.settle()
    expect((await house.topic('d', 'licence')).kiosk.uptime).toMatchObject({ num: 90, den: 90 })
    await house.at('2026-11-23T10:15:00+08:00')
    await house.settle()
    expect((await house.topic('d', 'licence')).kiosk).toMatchObject({ uptime: { num: 90, den: 100 } })
    expect((await house.topic('d', 'licence', 'internal')).kiosk.house).toMatchObject({ terminals: 1, able: { num: 90, den: 100 }, sessions: 0 })
    expect((await house.topic('d', 'licence')).kiosk.house).toBeUndefined()
  })

  it('corrects closed days by a heartbeat that comes late, also where the terminal stood before', async () => {
    const house = await openHouse(await openStore(), { now: '2026-11-18T10:00:00+08:00' })
    await house.tell(unit('a', { since: '2026-11-18' }), unit('b', { since: '2026-11-18' }), beats('K', '11-18', '08:30', '09:00')[0]!)
    for (const day of ['19', '20', '21']) {
      await house.at(`2026-11-${day}T10:00:00+08:00`)
      await house.settle()
      await house.closeDays()
    }
    const closed = async (code: string): Promise<string[]> => (await house.store.reader.selectFrom('metric_day').selectAll().where('unit', '=', code).where('code', '=', 'lic.kiosk_uptime').where('day', '>=', house.days.dayOf(ms('11-18 12:00'))).orderBy('day').execute()).map(row => `${row.num}/${row.den}`)
    expect([await closed('a'), await closed('b')]).toEqual([['5/540', '0/540', '0/540'], ['0/0', '0/0', '0/0']])
    await house.tell(...beats('K', '11-19', '17:00', '17:30', 'b'))
    await house.closeDays()
    expect([await closed('a'), await closed('b')]).toEqual([['5/540', '0/0', '0/0'], ['0/0', '30/30', '0/540']])
  })
})
