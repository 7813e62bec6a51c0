import type { FeedTopic, Topic } from '@qinglian/shared'
import type { LinkStatus } from './liveClient.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeSocket } from '../../test/fakeSocket.ts'
import { createSocketClient, TEND_EVERY_MS } from './socketClient.ts'

function feedTopic(rev: number, unit = 'shouyi'): Topic<'feed'> {
  return { name: `unit/${unit}/feed`, audience: 'public', rev, at: '2026-09-11T10:32:00+08:00', value: { items: [] } }
}

function setUp() {
  const fake = createFakeSocket()
  const onOutdated = vi.fn()
  const client = createSocketClient({ socket: fake.socket, onOutdated })
  const heard: Topic<'feed'>[] = []
  const onMissing = vi.fn()
  const watchFeed = (unit = 'shouyi') => client.watch({ unit, subject: 'feed', onTopic: topic => heard.push(topic), onMissing })
  const revs = (): number[] => heard.map(topic => topic.rev)
  return { fake, client, onOutdated, onMissing, watchFeed, revs }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what is watched', () => {
  it('asks for every watched topic in one request when it connects', () => {
    const { fake, client, watchFeed } = setUp()
    watchFeed()
    client.watch({ unit: 'shouyi', subject: 'about', onTopic: () => {} })
    fake.open()
    expect(fake.watches.map(watch => watch.request.topics)).toEqual([[{ name: 'unit/shouyi/feed' }, { name: 'unit/shouyi/about' }]])
  })

  it('asks for topics that are watched later in one request a turn', async () => {
    const { fake, client, watchFeed } = setUp()
    fake.open()
    watchFeed()
    client.watch({ unit: 'shouyi', subject: 'about', onTopic: () => {} })
    await Promise.resolve()
    expect(fake.watches).toHaveLength(1)
    expect(fake.watches[0]?.request.topics).toHaveLength(2)
  })

  it('tells the server when nobody watches a topic any more', () => {
    const { fake, watchFeed } = setUp()
    fake.open()
    const stops = [watchFeed(), watchFeed()]
    stops[0]?.()
    expect(fake.unwatched).toEqual([])
    stops[1]?.()
    expect(fake.unwatched).toEqual(['unit/shouyi/feed'])
  })

  it('asks again for a topic the server lacks, until it is there', () => {
    const { fake, watchFeed, onMissing, revs } = setUp()
    watchFeed()
    fake.open()
    fake.answer({ missing: [{ name: 'unit/shouyi/feed', code: 'topic.unknown' }] })
    expect(onMissing).toHaveBeenCalledWith('topic.unknown')
    vi.advanceTimersByTime(TEND_EVERY_MS)
    expect(fake.watches).toHaveLength(2)
    fake.answer({ topics: [feedTopic(1)] })
    expect(revs()).toEqual([1])
    vi.advanceTimersByTime(TEND_EVERY_MS * 2)
    expect(fake.watches).toHaveLength(2)
  })

  it('asks again when an answer never comes, also for topics whose rev it holds', () => {
    const { fake, watchFeed } = setUp()
    watchFeed()
    fake.open()
    fake.answer({ topics: [feedTopic(4)] })
    fake.drop()
    fake.open()
    vi.advanceTimersByTime(TEND_EVERY_MS)
    expect(fake.watches).toHaveLength(3)
    expect(fake.watches[2]?.request.topics).toEqual([{ name: 'unit/shouyi/feed', rev: 4 }])
    fake.answer()
    vi.advanceTimersByTime(TEND_EVERY_MS * 3)
    expect(fake.watches).toHaveLength(3)
  })
})

describe('which values are passed on', () => {
  it('passes on a newer rev and drops an equal or older one', () => {
    const { fake, watchFeed, revs } = setUp()
    watchFeed()
    fake.open()
    fake.answer({ topics: [feedTopic(4)] })
    fake.push(feedTopic(6))
    fake.push(feedTopic(5))
    fake.push(feedTopic(6))
    expect(revs()).toEqual([4, 6])
  })

  it('names the revs it holds after a reconnect', () => {
    const { fake, watchFeed } = setUp()
    watchFeed()
    fake.open()
    fake.answer({ topics: [feedTopic(4)] })
    fake.drop()
    fake.open()
    expect(fake.watches[1]?.request.topics).toEqual([{ name: 'unit/shouyi/feed', rev: 4 }])
  })

  it('gives a topic only to the watchers of its name', () => {
    const { fake, client, watchFeed, revs } = setUp()
    const others: FeedTopic[] = []
    watchFeed()
    client.watch({ unit: 'jicha', subject: 'feed', onTopic: topic => others.push(topic.value) })
    fake.open()
    fake.push(feedTopic(1, 'jicha'))
    expect(revs()).toEqual([])
    expect(others).toHaveLength(1)
  })
})

describe('a new epoch', () => {
  it('lets smaller revs replace what is shown when a pulse names it', () => {
    const { fake, watchFeed, revs } = setUp()
    watchFeed()
    fake.open()
    fake.answer({ topics: [feedTopic(90)] })
    fake.pulse({ epoch: 'e1' })
    fake.pulse({ epoch: 'e2' })
    expect(fake.watches[1]?.request.topics).toEqual([{ name: 'unit/shouyi/feed' }])
    fake.answer({ epoch: 'e2', topics: [feedTopic(2)] })
    expect(revs()).toEqual([90, 2])
  })

  it('asks once more without revs when an answer names it, since an equal rev may have hidden another value', () => {
    const { fake, watchFeed, revs } = setUp()
    watchFeed()
    fake.open()
    fake.answer({ topics: [feedTopic(3)] })
    fake.drop()
    fake.open()
    fake.answer({ epoch: 'e2' })
    expect(fake.watches[2]?.request.topics).toEqual([{ name: 'unit/shouyi/feed' }])
    fake.answer({ epoch: 'e2', topics: [feedTopic(3)] })
    expect(revs()).toEqual([3, 3])
    expect(fake.watches).toHaveLength(3)
  })
})

describe('the link', () => {
  function follow() {
    const kit = setUp()
    const statuses: LinkStatus[] = []
    kit.client.onLink(status => statuses.push(status))
    kit.watchFeed()
    return { ...kit, statuses }
  }

  it('is up with the first answer and lost within 12 s without a pulse', () => {
    const { fake, statuses } = follow()
    fake.open()
    fake.answer()
    vi.advanceTimersByTime(11_499)
    expect(statuses).toEqual(['connecting', 'up'])
    vi.advanceTimersByTime(1)
    expect(statuses).toEqual(['connecting', 'up', 'lost'])
  })

  it('stays up for as long as pulses come, and comes back with one', () => {
    const { fake, statuses } = follow()
    fake.open()
    for (let i = 0; i < 10; i++) {
      fake.pulse()
      vi.advanceTimersByTime(5_000)
    }
    expect(statuses).toEqual(['connecting', 'up'])
    vi.advanceTimersByTime(12_000)
    fake.pulse()
    expect(statuses).toEqual(['connecting', 'up', 'lost', 'up'])
  })

  it('is said to be lost when the server cannot be reached at all', () => {
    const { statuses } = follow()
    vi.advanceTimersByTime(12_000)
    expect(statuses).toEqual(['connecting', 'lost'])
  })

  it('opens a fresh connection when a silent one seems open', () => {
    const { fake } = follow()
    fake.open()
    vi.advanceTimersByTime(12_000)
    expect(fake.calls).toEqual(['disconnect', 'connect'])
  })

  it('connects again by itself when the server has closed the connection', () => {
    const { fake } = follow()
    fake.open()
    fake.drop(false)
    vi.advanceTimersByTime(TEND_EVERY_MS)
    expect(fake.calls).toEqual(['connect'])
  })

  it('says that the page is outdated only for an unsupported protocol', () => {
    const { fake, onOutdated } = follow()
    fake.refuse('auth.device-required')
    expect(onOutdated).not.toHaveBeenCalled()
    fake.refuse('protocol.unsupported')
    expect(onOutdated).toHaveBeenCalledOnce()
  })

  it('leaves no timer behind when closed', () => {
    const { client } = follow()
    client.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})
