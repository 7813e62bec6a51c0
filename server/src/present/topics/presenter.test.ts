/** When topics are computed and told, under a clock and timers that the test moves. */
import type { Told } from '../../../test/support/house.ts'
import type { Store } from '../../db/store.ts'
import type { StoredTopic } from './topicStore.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { renewEpoch } from '../../db/epoch.ts'
import { createPresenter } from './presenter.ts'
import { createTopicStore } from './topicStore.ts'

const { openStore, reopen } = useEmbedded()
const START = Date.parse('2026-11-23T02:00:00Z')
/** Longer than any topic has to wait. */
const LONG_MS = 10_000

let tasks = 0
function task(subject = 'a'): Told {
  const id = `T${tasks += 1}`
  return { id, type: 'supervision.task-planned', subject, data: { task: id, topic: 'x', kind: 'routine', dueAt: '2026-11-30T00:00:00Z' } }
}

/** A presenter of district `d` with stations `a` and `b`, at rest for a long time, and what it has told since. */
async function stage(store: Store, { around = (real: Store): Store => real, startMs = START } = {}) {
  const house = await openHouse(store)
  if (!house.org.current().isDeclared('d'))
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }))
  let nowMs = startMs
  const timers = new Set<{ atMs: number, run: () => void }>()
  const told: StoredTopic[] = []
  const errors: unknown[] = []
  const topics = createTopicStore(store)
  const presenter = await createPresenter({
    store: around(store),
    org: house.org,
    days: house.days,
    wording: PLAIN_WORDING,
    topics,
    clock: () => nowMs,
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    onError: error => errors.push(error),
  })
  const stopListening = presenter.onTopics(changed => told.push(...changed))

  /** Lets time pass, each timer at its instant. */
  async function pass(ms: number): Promise<void> {
    const untilMs = nowMs + ms
    for (;;) {
      const [next] = [...timers].filter(timer => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)
      if (next === undefined)
        break
      timers.delete(next)
      nowMs = next.atMs
      next.run()
      await presenter.settled()
    }
    nowMs = untilMs
  }

  await presenter.start()
  await pass(LONG_MS)
  told.length = 0
  return {
    house,
    presenter,
    topics,
    timers,
    errors,
    pass,
    stopListening,
    now: () => nowMs - startMs - LONG_MS,
    async change(...all: Told[]) {
      await house.tell(...all)
      presenter.poke()
      await presenter.settled()
    },
    /** Public topics told since last asked: `unit/subject@ms`, ms since the stage was at rest. */
    toldNow: (subject = 'supervision') => told.splice(0).filter(topic => topic.audience === 'public' && topic.name.endsWith(`/${subject}`)).map(topic => `${topic.name.split('/')[1]}@${topic.atMs - startMs - LONG_MS}`),
    async planned(code: string) {
      const topic = await topics.get(`unit/${code}/supervision`, 'public')
      return [topic!.rev, (JSON.parse(topic!.json) as { tasks: { planned: number } }).tasks.planned]
    },
  }
}

describe('a change', () => {
  it('goes at once after quiet, of the station and of what is above it', async () => {
    const { change, toldNow } = await stage(await openStore())
    await change(task('a'))
    expect(toldNow()).toEqual(['a@0', 'd@0'])
  })

  it('soon after another waits for the end of the 250 ms, with all that came in them', async () => {
    const { change, pass, toldNow, planned } = await stage(await openStore())
    await change(task('a'))
    toldNow()
    await pass(100)
    await change(task('a'))
    await pass(100)
    await change(task('a'), task('a'))
    expect(toldNow()).toEqual([])
    await pass(49)
    expect(toldNow()).toEqual([])
    await pass(1)
    expect(toldNow()).toEqual(['a@250'])
    expect(await planned('a')).toEqual([3, 4])
  })

  it('after 250 ms of quiet goes at once again', async () => {
    const { change, pass, toldNow } = await stage(await openStore())
    await change(task('a'))
    await pass(250)
    toldNow()
    await change(task('a'))
    expect(toldNow()).toEqual(['a@250'])
  })

  it('of one station does not make another wait', async () => {
    const { change, pass, toldNow } = await stage(await openStore())
    await change(task('a'))
    await pass(100)
    toldNow()
    await change(task('b'))
    expect(toldNow()).toEqual(['b@100'])
  })

  it('under load goes every 250 ms for a station and every second for a parent, and the last one is not lost', async () => {
    const { change, pass, toldNow, planned } = await stage(await openStore())
    for (let i = 0; i < 22; i++) {
      await change(task('a'))
      await pass(100)
    }
    await pass(LONG_MS)
    const told = toldNow()
    expect(told.filter(line => line.startsWith('d'))).toEqual(['d@0', 'd@1000', 'd@2000', 'd@3000'])
    expect(told.filter(line => line.startsWith('a'))).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250].map(ms => `a@${ms}`))
    expect([(await planned('a'))[1], (await planned('d'))[1]]).toEqual([22, 22])
  })

  it('that changes no value tells nobody and moves no rev', async () => {
    const { change, house, pass, presenter, toldNow, planned } = await stage(await openStore())
    const one = { ...task('a'), id: 'one' }
    await change(one)
    toldNow()
    await pass(LONG_MS)
    await change(one)
    await house.remark(['a', 'b', 'd'])
    presenter.poke()
    await presenter.settled()
    await pass(LONG_MS)
    expect([toldNow(), toldNow('about'), await planned('a')]).toEqual([[], [], [2, 1]])
    expect(await house.rows('dirty_topic')).toEqual([])
  })

  it('of a unit that nobody declared tells nothing and leaves no mark', async () => {
    const { change, house, pass, toldNow } = await stage(await openStore())
    await change(task('ghost'))
    expect([toldNow(), await house.rows('dirty_topic')]).toEqual([[], []])
    await pass(LONG_MS)
    await change(unit('ghost', { parent: 'd' }))
    expect(toldNow()).toEqual(['ghost@10000', 'd@10000'])
  })

  it('is not told to who has stopped listening', async () => {
    const { change, stopListening, toldNow } = await stage(await openStore())
    stopListening()
    await change(task('a'))
    expect(toldNow()).toEqual([])
  })
})

describe('after a restart', () => {
  it('what was marked is told, and revs go on from where they were', async () => {
    const store = await openStore()
    const before = await stage(store)
    await before.change(task('a'))
    await before.presenter.close()
    await before.house.tell(task('a'))
    const again = await stage(await reopen(store), { startMs: START + 60_000 })
    expect(await again.planned('a')).toEqual([3, 2])
    await again.change(task('a'))
    expect(await again.planned('a')).toEqual([4, 3])
    expect(again.presenter.epoch()).toBe(before.presenter.epoch())
  })

  it('nothing is told where nothing changed', async () => {
    const store = await openStore()
    const before = await stage(store)
    await before.change(task('a'))
    await before.presenter.close()
    const again = await stage(await reopen(store), { startMs: START + 60_000 })
    expect(await again.planned('a')).toEqual([2, 1])
  })
})

describe('a round that fails', () => {
  it('keeps its marks, is tried again after a second, and tells each change once', async () => {
    let failures = 0
    const store = await openStore()
    const failing = (real: Store): Store => ({ ...real, write: work => real.write(async (tx) => {
      const result = await work(tx)
      if (failures > 0) {
        failures -= 1
        throw new Error('a commit that failed')
      }
      return result
    }) })
    const { change, pass, toldNow, planned, errors, house } = await stage(store, { around: failing })
    failures = 1
    await change(task('a'))
    expect([toldNow(), errors.length]).toEqual([[], 1])
    expect(await house.rows('dirty_topic')).toContainEqual({ unit: 'a', subject: 'supervision' })
    await pass(999)
    expect(toldNow()).toEqual([])
    await pass(1)
    expect([toldNow(), await planned('a'), await planned('d')]).toEqual([['a@1000', 'd@1000'], [2, 1], [2, 1]])
  })
})

describe('time alone', () => {
  it('makes a source late and then silent, and that is told with the tick', async () => {
    const { change, pass, presenter, toldNow, topics } = await stage(await openStore())
    await change({ type: 'source.declared', subject: 'd', data: { system: 'p', name: 'P', sourcePrefix: '/upstream/test', everySec: 60 } }, task('a'))
    const state = async () => (JSON.parse((await topics.get('unit/a/supervision', 'public'))!.json) as { freshness: { state: string } }).freshness.state
    const tick = async (ms: number) => {
      await pass(ms)
      await presenter.tick()
      await presenter.settled()
      return [toldNow().map(line => line.split('@')[0]), await state()]
    }
    toldNow()
    // Told by the house at START, so 10 s ago; a minute is over 50 s from now.
    expect(await tick(50_000)).toEqual([[], 'fresh'])
    expect(await tick(1)).toEqual([['a', 'd'], 'late'])
    expect(await tick(119_999)).toEqual([[], 'late'])
    expect(await tick(1)).toEqual([['a', 'd'], 'silent'])
    expect(await tick(LONG_MS)).toEqual([[], 'silent'])
  })

  it('makes a task overdue, one millisecond after its deadline', async () => {
    const { change, pass, presenter, topics } = await stage(await openStore())
    await change({ ...task('a'), data: { task: 'due', topic: 'x', kind: 'routine', dueAt: new Date(START + LONG_MS + 30_000).toISOString() } })
    const overdue = async (ms: number) => {
      await pass(ms)
      await presenter.tick()
      await presenter.settled()
      return (JSON.parse((await topics.get('unit/d/supervision', 'public'))!.json) as { tasks: { overdue: number } }).tasks.overdue
    }
    expect([await overdue(30_000), await overdue(1)]).toEqual([0, 1])
  })
})

describe('the epoch', () => {
  it('changes with the store\'s at the next tick, and everything is read anew', async () => {
    const store = await openStore()
    const { presenter, topics } = await stage(store)
    const before = presenter.epoch()
    expect(topics.peek('unit/a/about', 'public')).toBeDefined()
    const renewed = await store.write(tx => renewEpoch(tx))
    expect(presenter.epoch()).toBe(before)
    await presenter.tick()
    await presenter.settled()
    expect([presenter.epoch(), topics.peek('unit/a/about', 'public')]).toEqual([renewed, undefined])
    expect(renewed).not.toBe(before)
  })
})

describe('closing', () => {
  it('leaves no timer and tells nothing more; marks wait in the store', async () => {
    const { change, house, pass, presenter, timers, toldNow } = await stage(await openStore())
    await change(task('a'))
    await change(task('a'))
    toldNow()
    expect(timers.size).toBe(1)
    await presenter.close()
    presenter.poke()
    await pass(LONG_MS)
    expect([timers.size, toldNow()]).toEqual([0, []])
    expect(await house.rows('dirty_topic')).toContainEqual({ unit: 'a', subject: 'supervision' })
  })
})
