/** What a visitor can get hold of, byte by byte: by every address, at every volume, while facts of all kinds come in. */
import type { EvaluationTopic, MetricFacts, PledgesTopic, StationsTopic, Topic } from '@qinglian/shared'
import type { Lobby } from './support/lobby.ts'
import type { World } from './support/worlds.ts'
import { SUBJECTS, topicName } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { buildDistrict, createRandom, spoilSomehow } from '../../../mock-data/src/index.ts'
import { INDICATOR_CODES } from '../../src/model/config/indicators.ts'
import { sqliteSource } from '../support/sqliteSource.ts'
import { inBatches, openLobby } from './support/lobby.ts'
import { findMarked, mark, marked } from './support/marked.ts'
import { drawWorld, isMandatory } from './support/worlds.ts'
import { findExposed } from './truth/attacker.ts'
import { truthOf } from './truth/figures.ts'
import { figuresOn, isShown } from './truth/published.ts'

const ADDRESSES = ['/api/v1/units', '/api/v1/metrics', '/api/v1/openapi.json', '/api/docs', '/healthz', '/readyz', '/metrics', '/', '/wall/s1', '/console']

/** As many as the door takes at once (contract.md §1), and some room in bytes. */
const MOST_IN_A_BATCH = 4_000

interface Visit {
  /** What was told, mistakes aside. */
  readonly events: ReturnType<typeof marked>
  /** What stands at the end, by name. */
  readonly topics: ReadonlyMap<string, Topic>
  /** Every value of every topic that was shown on the way. */
  readonly seen: readonly Topic[]
}

/** A visitor's whole day: watches all that there is before the first fact, and asks for everything after the last. */
async function visit(lobby: Lobby, { events, nowMs }: World): Promise<Visit> {
  const told = marked(events)
  const random = createRandom(nowMs).fork('order')
  const units = told.filter(event => event.type === 'qinglian.org.unit-declared')
  const codes = [...new Set(units.map(event => event.subject))]
  const others = random.sample(told.filter(event => !units.includes(event)), told.length)
  expect((await lobby.post(units)).rejected).toEqual([])
  const names = codes.flatMap(code => SUBJECTS.map(subject => topicName(code, subject)))
  const seen = [await lobby.watch('public', 'websocket', names), await lobby.watch('restricted', 'polling', names)]
  for (const batch of inBatches(others, Math.min(MOST_IN_A_BATCH, Math.max(30, Math.ceil(others.length / 4)))))
    expect((await lobby.post(batch)).rejected).toEqual([])
  // Mistakes go to quarantine, repeats and contradictions are answered: to the sender alone.
  const [first] = others
  await lobby.post([...others.slice(0, 20).map(event => spoilSomehow({ event, previous: first, random }).event), { ...first!, time: '2020-01-01T00:00:00Z' }, first!, { ...first!, id: mark('other'), nickname: { [mark('a')]: mark('b') } }])
  await lobby.start()
  const topics = new Map<string, Topic>()
  for (const audience of ['', '?audience=internal', '?audience=restricted']) {
    for (const name of names)
      topics.set(name, await (await fetch(`${lobby.url}/api/v1/topics/${name}${audience}`)).json() as Topic)
  }
  await knockEverywhere(lobby, first!.id)
  await askBehindFigures(lobby, codes.slice(0, 3))
  return { events: told, topics, seen: [...seen.flat(), ...topics.values()] }
}

/** Every other address, and what a visitor has no business with. */
async function knockEverywhere(lobby: Lobby, secret: string): Promise<void> {
  const ask = (path: string, init: RequestInit = {}) => fetch(`${lobby.url}${path}`, init).then(answer => answer.text())
  for (const path of ADDRESSES)
    await ask(path)
  for (const path of [`/api/v1/topics/unit/${secret}/about`, `/api/v1/topics/${secret}`, `/api/v1/units?audience=${secret}`, `/api/v1/topics/unit/s1/feed?audience=${secret}`, `/api/v1/${secret}`, `/${secret}`, '/api/v1/quarantine', '/api/v1/quarantine/1'])
    await ask(path)
  const body = JSON.stringify({ id: secret })
  await ask('/api/v1/events', { method: 'POST', body, headers: { 'content-type': 'application/cloudevents+json' } })
  await ask('/api/v1/events', { method: 'POST', body, headers: { 'content-type': 'application/cloudevents+json', 'authorization': `Bearer ${secret}` } })
  await ask('/api/v1/quarantine/1/resubmit', { method: 'POST' })
  await ask('/api/v1/quarantine/1', { method: 'DELETE' })
  await ask('/api/v1/events')
}

/** What lies behind every figure of some units, as loudly as may be asked for, page after page. */
async function askBehindFigures(lobby: Lobby, codes: readonly string[]): Promise<void> {
  let listed = 0
  for (const unit of codes) {
    for (const metric of INDICATOR_CODES) {
      for (let after = '', page = 0; page < 3; page += 1) {
        const answer = await fetch(`${lobby.url}/api/v1/metrics/${metric}/units/${unit}/facts?audience=restricted&limit=20${after}`)
        const { facts, next } = await answer.json() as Partial<MetricFacts>
        listed += facts?.length ?? 0
        if (next === null || next === undefined)
          break
        after = `&after=${next}`
      }
    }
  }
  expect(listed).toBeGreaterThan(0)
}

/** What any visitor may be told, whatever has happened. */
function expectNobody(lobby: Lobby): void {
  const sent = lobby.sent()
  expect(sent.length).toBeGreaterThan(20_000)
  expect(findMarked(sent)).toBeUndefined()
  expect(/"name":"unit\/[^"]+","audience":"(?!public")/.exec(sent)).toBeNull()
  expect(lobby.log.length).toBeGreaterThan(20)
  expect(findMarked(lobby.log.join('\n'))).toBeUndefined()
}

/** Sentences about what was done, never about one person. */
function expectTactfulFeeds(seen: readonly Topic[]): void {
  const items = seen.filter(topic => topic.name.endsWith('/feed')).flatMap(topic => (topic as Topic<'feed'>).value.items)
  expect(items.length).toBeGreaterThan(0)
  for (const { kind, params, text, unitName } of items) {
    expect(['task_done', 'written_off', 'signed_many', 'session_held', 'licence_delivered', 'kiosk_used', 'honour_awarded']).toContain(kind)
    expect(text.replace(`${unitName} `, '')).toMatch(/^(?:完成(?:日常|专项|交叉|双随机|飞行)监督检查|一项问题整改销号|(?:召开|开展)[党支小组部员大会委课主题日政治学习纪律培训]+|(?:送达|自助终端受理)(?:新办|延续|变更|停业|恢复营业|歇业|补办)(?:许可证|业务)|获得(?:全国|省级|市级|区级)荣誉|\d+ 时新签(?:禁毒承诺|廉政承诺书|睦邻承诺|规范经营廉政承诺书|承诺) \d+ 份)$/)
    if (kind === 'signed_many')
      expect(Number(params.people)).toBeGreaterThanOrEqual(3)
  }
}

/** No version of any topic ever held a figure over one or two people. */
function expectNoSmallGroup(seen: readonly Topic[]): void {
  const pledges = seen.filter(topic => topic.name.endsWith('/pledges')).map(topic => topic.value as PledgesTopic)
  for (const { coverage, byType, byLine } of pledges) {
    for (const rate of [coverage, ...byType.map(row => row.coverage), ...byLine.map(row => row.coverage)]) {
      expect([1, 2]).not.toContain(rate.den)
      if (rate.suppressed === true)
        expect(rate).toEqual({ num: null, den: null, value: null, quality: 'small_n', suppressed: true })
    }
  }
  expect(pledges.length).toBeGreaterThan(0)
  for (const { value } of seen.filter(topic => topic.name.endsWith('/evaluation'))) {
    const { satisfaction, participation, ...rest } = value as EvaluationTopic
    expect([satisfaction.den, participation.den].filter(den => den === 1 || den === 2)).toEqual([])
    expect(Object.keys(rest).sort()).toEqual(['freshness', 'level'])
  }
  expect(seen.filter(topic => topic.name.endsWith('/complaints')).filter(({ value }) => JSON.stringify(value) !== '{}')).toEqual([])
}

function expectNothingToSubtract({ events, topics }: Visit, nowMs: number): void {
  const truth = truthOf(events, nowMs, isMandatory)
  const figures = figuresOn({
    pledges: unit => topics.get(topicName(unit, 'pledges'))!.value as PledgesTopic,
    stations: unit => topics.get(topicName(unit, 'stations'))!.value as StationsTopic,
  }, truth, isMandatory)
  expect(figures.some(figure => !isShown(figure) && figure.duties.length > 0)).toBe(true)
  const duties = truth.duties.filter(duty => !duty.isNamed)
  expect(findExposed(figures.filter(isShown), duties)).toBeUndefined()
  // The same reader finds somebody where nothing is hidden.
  expect(findExposed(figures.filter(figure => figure.duties.length > 0), duties)).toBeDefined()
}

const source = sqliteSource()
const SAMPLE_NOW_MS = Date.parse('2026-11-23T10:07:00+08:00')

const WORLDS: [string, () => World][] = [
  ...[3, 8, 30, 65].map((seed): [string, () => World] => [`district ${seed}`, () => drawWorld(seed)]),
  ['the sample district', () => ({ events: buildDistrict({ seed: 'lobby', now: SAMPLE_NOW_MS }).events, nowMs: SAMPLE_NOW_MS })],
]

it.each(WORLDS)('nobody is named, numbered or told apart in the lobby of %s', async (_, draw) => {
  const world = draw()
  const database = await source.create()
  const store = await database.open()
  const lobby = await openLobby(store, world.nowMs)
  try {
    const day = await visit(lobby, world)
    expectNobody(lobby)
    expectTactfulFeeds(day.seen)
    expectNoSmallGroup(day.seen)
    expectNothingToSubtract(day, world.nowMs)
  }
  finally {
    await lobby.close()
    await database.remove()
  }
}, 120_000)
