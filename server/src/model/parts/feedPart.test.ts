/** Records in the feed: which steps are told, in whose words, and that nothing else is. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { Told } from '../../../test/support/house.ts'
import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'

const { openStore } = useEmbedded()
const at = (day: string): string => `2026-11-${day}T15:00:00+08:00`
const stated = (day: string, told: Told): Told => ({ ...told, time: at(day) })
const step = (name: string, id: string, day: string, more: Record<string, unknown> = {}): Told => stated(day, { type: `licence.${name}`, subject: 'a', data: { case: id, at: at(day), ...more } })
const session = (id: string, kind: string, day: string): Told => stated(day, { id: `held-${id}`, type: 'study.session-held', subject: 'a', data: { session: id, kind, topic: '机密的题目', heldAt: at(day), expected: ['S1'], attended: [], integrityContent: true } })

async function world(...told: Told[]) {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd', shortName: '甲所' }), person('S1', 'a'), ...told)
  await house.settle()
  return { house, texts: async (of = 'a', audience: 'public' | 'internal' = 'public') => (await house.topic(of, 'feed', audience)).items.map(({ text }) => text) }
}

it('tells sessions held, licences delivered, terminals used and honours, newest statement first', async () => {
  const { texts } = await world(
    session('X', 'party_lesson', '02'),
    step('submitted', 'L', '03', { matter: 'renew', channel: 'window' }),
    step('decided', 'L', '04', { decision: 'granted' }),
    step('delivered', 'L', '06'),
    stated('05', { type: 'kiosk.session-completed', subject: 'a', data: { session: 'K', kiosk: 'K1', matter: 'new', durationSec: 60, at: at('05') } }),
    stated('07', { type: 'honour.awarded', subject: 'a', data: { honour: 'H', level: 'city', issuer: '某局', name: '某称号', year: 2026 } }),
  )
  const expected = ['甲所 获得市级荣誉', '甲所 送达延续许可证', '甲所 自助终端受理新办业务', '甲所 开展党课']
  expect(await texts()).toEqual(expected)
  expect(await texts('d')).toEqual(expected)
})

it('never tells of talks, visits, ratings, complaints, thanks, exams, violations or plans', async () => {
  const { texts } = await world(
    stated('02', { type: 'talk.held', subject: 'a', data: { talk: 'K', tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee: 'S1', focus: [], heldAt: at('02') } }),
    stated('02', { type: 'visit.made', subject: 'a', data: { visit: 'V', staffNo: 'S1', visitedAt: at('02'), result: 'none' } }),
    stated('02', { type: 'evaluation.submitted', subject: 'a', data: { evaluation: 'E', channel: 'onecard', kind: 'service', score: 1, dimensions: {}, tags: [], at: at('02') } }),
    stated('02', { type: 'complaint.received', subject: 'a', data: { complaint: 'C', channel: 'web', category: 'conduct', involvesStaff: true, at: at('02'), dueAt: at('09') } }),
    stated('02', { type: 'study.exam-taken', subject: 'a', data: { exam: 'E', staffNo: 'S1', passed: false, takenAt: at('02') } }),
    stated('02', { type: 'study.session-planned', subject: 'a', data: { session: 'P', kind: 'party_lesson', topic: 't', dueAt: at('30') } }),
    stated('02', { type: 'discipline.violation-confirmed', subject: 'a', data: { violation: 'Z', at: at('02') } }),
  )
  expect([await texts(), await texts('a', 'internal')]).toEqual([[], []])
})

it('follows a correction and a retraction, and keeps what another unit says of it out', async () => {
  const { house, texts } = await world(session('X', 'party_lesson', '02'))
  await house.tell({ ...session('X', 'theme_party_day', '03'), id: 'corrected' }, { ...step('delivered', 'L', '06'), subject: 'd' }, step('submitted', 'L', '03', { matter: 'new', channel: 'window' }))
  await house.settle()
  expect(await texts()).toEqual(['甲所 开展主题党日'])
  await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'corrected', reason: 'r' } }, { type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'held-X', reason: 'r' } })
  await house.settle()
  expect(await texts()).toEqual([])
})
