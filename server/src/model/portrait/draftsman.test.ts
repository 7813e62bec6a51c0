/** When portraits are drawn, and what is recorded of them. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { House, Told } from '../../../test/support/house.ts'
import { ENGINE_SOURCE } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'
import { createPortraits } from '../../portraits.ts'
import { wordingOf } from '../../wording.ts'
import { loadModelConfig } from '../config/loadModelConfig.ts'

const { openStore } = useEmbedded()
const shipped = loadModelConfig(undefined)
/** Places are given though neither pledges nor licences are told of here. */
const config = { ...shipped, portrait: { ...shipped.portrait, enoughForRank: 0.6 } }
const wording = wordingOf(config)
const SINCE = { since: '2026-10-25' }
const at = (day: string): string => `2026-${day}T15:00:00+08:00`

function task(id: string, subject: string, isDone: boolean): Told[] {
  return [
    { type: 'supervision.task-planned', subject, data: { task: id, topic: 'x', kind: 'routine', dueAt: at('11-20') } },
    ...isDone ? [{ type: 'supervision.task-completed', subject, data: { task: id, at: at('11-19') } }] : [],
  ]
}
/** Everything that a station reports in one month, all of it good but for what `tasks` says. */
function goodMonth(subject: string, tasks: readonly boolean[]): Told[] {
  const people = Array.from({ length: 6 }, (_, i) => `${subject}${i}`)
  const session = (kind: string): Told[] => [
    { type: 'study.session-planned', subject, data: { session: `${subject}-${kind}`, kind, topic: 'x', dueAt: at('11-10') } },
    { type: 'study.session-held', subject, data: { session: `${subject}-${kind}`, kind, topic: 'x', heldAt: at('11-10'), expected: people, attended: people, integrityContent: true } },
  ]
  const ratings = Array.from({ length: 6 }, (_, i): Told => ({ type: 'evaluation.submitted', subject, data: { evaluation: `${subject}-V${i}`, channel: 'onecard', kind: 'service', score: 5, dimensions: {}, tags: [], at: at('11-20') } }))
  return [
    ...people.map(staffNo => person(staffNo, subject, SINCE)),
    ...tasks.flatMap((isDone, i) => task(`${subject}-T${i}`, subject, isDone)),
    ...session('discipline_training'),
    ...people.flatMap((who): Told[] => [
      { type: 'talk.held', subject, data: { talk: `K-${who}`, tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee: who, focus: [], heldAt: at('11-02') } },
      { type: 'visit.made', subject, data: { visit: `V-${who}`, staffNo: who, visitedAt: at('11-03'), result: 'none' } },
      { type: 'study.exam-taken', subject, data: { exam: 'E', staffNo: who, passed: true, takenAt: at('11-05') } },
    ]),
    ...ratings,
    { type: 'duty.task-assigned', subject, data: { holder: 'station_head', task: `${subject}-D`, name: 'n', dueAt: at('11-10') } },
    { type: 'duty.task-done', subject, data: { task: `${subject}-D`, at: at('11-09') } },
    { type: 'complaint.received', subject, data: { complaint: `${subject}-P`, channel: 'web', category: 'other', involvesStaff: false, at: at('11-02'), dueAt: at('11-09') } },
    { type: 'complaint.closed', subject, data: { complaint: `${subject}-P`, at: at('11-05'), satisfied: true } },
  ]
}

/** The district publishes the four lists for all its stations, and its alert engine is at work. */
const ABOVE: Told[] = [
  ...['micro_power', 'duty_negative', 'personal_review', 'risk_control'].map((list): Told => ({ type: 'list.item-published', subject: 'd', data: { list, item: `I-${list}`, name: 'n', version: '1', at: at('11-01') } })),
  { type: 'alert.raised', subject: 'd', source: ENGINE_SOURCE, data: { alert: 'A', rule: 'R26', object: 'source/x', severity: 'blue', at: at('11-20'), dueAt: at('11-30') } },
]

async function world(...told: Told[]) {
  const house = await openHouse(await openStore(), { wording })
  await house.tell(unit('d', { level: 'district', ...SINCE }), unit('a', { parent: 'd', kind: 'office_and_dept', ...SINCE }), unit('b', { parent: 'd', kind: 'office_and_dept', ...SINCE }), ...ABOVE, ...told)
  await house.settle()
  const drawing = () => createPortraits({ store: house.store, org: house.org.current, days: house.days, wording, clock: house.now, record: async statements => void await house.tell(...statements.map(({ type, time, ...rest }) => ({ ...rest, time, type: type.slice('qinglian.'.length) }))) })
  const draw = async (isAtRest = true): Promise<boolean> => {
    const isDrawn = await drawing().step(isAtRest)
    await house.settle()
    return isDrawn
  }
  return { house, draw }
}

const days = async (house: House, of: string) => (await house.topic(of, 'portrait')).trend.map(({ day }) => day)

describe('portraits are drawn', () => {
  it('once what is loaded has come to rest, and then at seven in the morning, once a day', async () => {
    const { house, draw } = await world(...goodMonth('a', [true]))
    expect((await house.topic('a', 'portrait')).day).toBeNull()
    expect([await draw(false), await draw(), await draw()]).toEqual([false, true, false])
    await house.at('2026-11-24T06:59:59+08:00')
    expect(await draw()).toBe(false)
    await house.at('2026-11-24T07:00:00+08:00')
    expect([await draw(), await draw()]).toEqual([true, false])
    expect(await days(house, 'a')).toEqual(['2026-11-23', '2026-11-24'])
    expect(await days(house, 'd')).toEqual(['2026-11-23', '2026-11-24'])
  })

  it('when the server is back where it was down at seven', async () => {
    const { house, draw } = await world(...goodMonth('a', [true]))
    await draw()
    await house.at('2026-11-26T15:00:00+08:00')
    expect(await draw()).toBe(true)
    expect(await days(house, 'a')).toEqual(['2026-11-23', '2026-11-26'])
  })

  it('not where there is no unit', async () => {
    const house = await openHouse(await openStore(), { wording })
    expect(await createPortraits({ store: house.store, org: house.org.current, days: house.days, wording, clock: house.now, record: async () => undefined }).step(true)).toBe(false)
  })
})

describe('a portrait on the screens', () => {
  it('is for the public the one that was drawn, and for the house as it stands now', async () => {
    const { house, draw } = await world(...goodMonth('a', [true, true]), ...goodMonth('b', [true, true]))
    await draw()
    const drawn = await house.topic('a', 'portrait')
    expect(drawn).toMatchObject({ day: '2026-11-23', points: expect.any(Number), freshness: { state: 'fresh' } })
    expect(drawn).not.toHaveProperty('now')
    await house.tell(...task('late', 'a', false), ...task('late2', 'a', false))
    await house.settle()
    expect(await house.topic('a', 'portrait')).toEqual(drawn)
    const { now } = await house.topic('a', 'portrait', 'internal')
    // Two of four tasks due are done: 50 %, which lies between red at 80 (40 points) and nothing: 40 × 50 / 80.
    expect(now!.dimensions[1]!.members.find(({ code }) => code === 'sup.plan_rate')).toMatchObject({ num: 2, den: 4, points: 25, quality: 'small_n' })
    const before = JSON.parse((await house.rows('portrait_day') as { unit: string, content: string }[]).find(row => row.unit === 'a')!.content) as { total: number }
    expect(now!.total).toBeLessThan(before.total)
  })

  it('says which version made it; an edited threshold is another', async () => {
    const { house, draw } = await world(...goodMonth('a', [true]))
    await draw()
    const { version } = await house.topic('a', 'portrait')
    expect(version).toMatch(/^2026\.1\+[0-9a-f]{8}$/)
    const plan = config.indicators.get('sup.plan_rate')!
    const edited = wordingOf({ ...config, indicators: new Map([...config.indicators, ['sup.plan_rate', { ...plan, thresholds: { ...plan.thresholds, red: 79 } }]]) })
    expect(edited.portrait().version).not.toBe(version)
    expect(wordingOf(config).portrait().version).toBe(version)
  })

  it('of a unit where a violation was confirmed is a dash for the public, capped for the house, and above it nothing shows', async () => {
    const { house, draw } = await world(...goodMonth('a', [true, true]), { type: 'discipline.violation-confirmed', subject: 'a', data: { violation: 'V', at: '2025-12-01T09:00:00+08:00' } })
    await draw()
    expect(await house.topic('a', 'portrait')).toMatchObject({ points: null, grade: null })
    expect((await house.topic('a', 'portrait', 'internal')).now).not.toHaveProperty('vetoed')
    expect((await house.topic('a', 'portrait', 'restricted')).now).toMatchObject({ vetoed: true })
    expect((await house.topic('a', 'portrait', 'internal')).now!.total).toBeLessThanOrEqual(79.9)
    expect((await house.topic('d', 'portrait', 'restricted')).now).toMatchObject({ vetoed: false })
    // Twelve months after 1 December 2025 it counts no more.
    await house.at('2026-11-30T08:00:00+08:00')
    await draw()
    expect((await house.topic('a', 'portrait', 'restricted')).now).toMatchObject({ vetoed: true })
    await house.at('2026-12-01T08:00:00+08:00')
    await draw()
    expect((await house.topic('a', 'portrait', 'restricted')).now).toMatchObject({ vetoed: false })
  })

  it('goes on from the last one where a source falls silent', async () => {
    const declared: Told = { type: 'source.declared', subject: 'd', data: { system: 'all', name: '全部', sourcePrefix: '/upstream/test', everySec: 86_400 } }
    const { house, draw } = await world(declared, ...goodMonth('a', [true, true, false]))
    await draw()
    const row = (await house.rows('portrait_day') as { unit: string, content: string }[]).find(one => one.unit === 'a')
    const before = JSON.parse(row!.content) as { total: number, coverage: number }
    await house.at('2026-11-27T08:00:00+08:00')
    await draw()
    expect((await house.topic('a', 'portrait', 'internal')).now).toMatchObject({ total: before.total, coverage: 0, grade: null })
    expect((await house.topic('a', 'portrait')).points).toBeNull()
  })

  it('is quartered among the shown of its kind', async () => {
    const names = ['a', 'b', 'e', 'f']
    const { house, draw } = await world(unit('e', { parent: 'd', kind: 'office_and_dept', ...SINCE }), unit('f', { parent: 'd', kind: 'office_and_dept', ...SINCE }), ...names.flatMap((name, i) => goodMonth(name, [...Array.from({ length: 4 }, (_, n) => n >= i), true])))
    await draw()
    const quartiles = await Promise.all(names.map(async name => (await house.topic(name, 'portrait')).quartile))
    expect(quartiles).toEqual([1, 2, 3, 4])
    expect((await house.topic('b', 'portrait', 'internal')).now!.rank).toEqual({ place: 2, of: 4 })
    expect((await house.topic('d', 'portrait')).quartile).toBeNull()
  })
})
