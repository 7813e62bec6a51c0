import type { Pulse, Subject, Topic } from '@qinglian/shared'
import type { LinkStatus, LiveClient, TopicWatcher } from './liveClient.ts'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { isReactive } from 'vue'
import * as fixtures from '../../test/fixtures.ts'
import { useLinkStore } from './linkStore.ts'
import { useUnitStore } from './unitStore.ts'

const NOW = Date.parse('2026-09-11T10:32:00+08:00')

/** A client that is told what to say. */
function fakeClient() {
  const watchers = new Map<string, TopicWatcher>()
  let sayLink = (_: LinkStatus): void => {}
  let sayPulse = (_: Pulse): void => {}
  const client: LiveClient = {
    watch(watcher) {
      const name = `${watcher.unit}/${watcher.subject}`
      watchers.set(name, watcher as unknown as TopicWatcher)
      return () => watchers.delete(name)
    },
    onLink(listener) {
      sayLink = listener
      return () => {}
    },
    onPulse(listener) {
      sayPulse = listener
      return () => {}
    },
    close() {},
  }
  const say = (unit: string, subject: Subject, value: Topic['value']): void =>
    watchers.get(`${unit}/${subject}`)?.onTopic({ name: `unit/${unit}/${subject}`, audience: 'public', rev: 1, at: new Date(NOW).toISOString(), value })
  return { client, watchers, say, link: (status: LinkStatus) => sayLink(status), pulse: (at: number, change: Partial<Pulse> = {}) => sayPulse({ at: new Date(at).toISOString(), build: 'b', epoch: 'e1', demo: false, timezone: 'Asia/Shanghai', ...change }) }
}

beforeEach(() => setActivePinia(createPinia()))

describe('the unit on the wall', () => {
  const supervision = fixtures.supervision({ now: () => NOW })

  it('watches the seven topics of the unit', () => {
    const { client, watchers } = fakeClient()
    useUnitStore().follow(client, 'shouyi')
    expect([...watchers.keys()].sort()).toEqual(['about', 'alerts', 'feed', 'pledges', 'sources', 'stations', 'supervision'].map(subject => `shouyi/${subject}`))
  })

  it('keeps a value whole, with nothing reactive inside it', () => {
    const { client, say } = fakeClient()
    const store = useUnitStore()
    store.follow(client, 'shouyi')
    say('shouyi', 'supervision', supervision)
    expect(store.supervision?.value.tasks.done).toBe(47)
    expect(isReactive(store.supervision?.value)).toBe(false)
  })

  it('is unknown while the server lacks it and known again with the first value', () => {
    const { client, say, watchers } = fakeClient()
    const store = useUnitStore()
    store.follow(client, 'new')
    watchers.get('new/about')?.onMissing?.('topic.unknown')
    expect(store.isUnknown).toBe(true)
    say('new', 'about', fixtures.about('new', '新所'))
    expect(store.isUnknown).toBe(false)
  })

  it('clears the values of the unit before when another one is followed', () => {
    const { client, say, watchers } = fakeClient()
    const store = useUnitStore()
    const stop = store.follow(client, 'shouyi')
    say('shouyi', 'supervision', supervision)
    stop()
    store.follow(client, 'jicha')
    expect(store.supervision).toBeUndefined()
    expect(watchers.has('shouyi/supervision')).toBe(false)
  })
})

describe('link and clock', () => {
  it('knows how far this machine is ahead and reckons by the server', () => {
    const { client, pulse } = fakeClient()
    const store = useLinkStore()
    store.follow(client, () => NOW + 180_000)
    pulse(NOW)
    expect(store.skewMs).toBe(180_000)
    expect(store.isClockWrong).toBe(true)
    expect(store.now).toBe(NOW)
    store.tick(NOW + 181_000)
    expect(store.now).toBe(NOW + 1_000)
  })

  it('stands in Shanghai\'s zone until a pulse names the installation\'s', () => {
    const { client, pulse } = fakeClient()
    const store = useLinkStore()
    store.follow(client, () => NOW)
    expect(store.timezone).toBe('Asia/Shanghai')
    pulse(NOW, { timezone: 'Asia/Urumqi' })
    expect(store.timezone).toBe('Asia/Urumqi')
  })

  it('takes a skew of a minute for a good clock', () => {
    const { client, pulse } = fakeClient()
    const store = useLinkStore()
    store.follow(client, () => NOW - 60_000)
    pulse(NOW)
    expect(store.isClockWrong).toBe(false)
  })

  it('keeps the time of the last pulse when the link is lost', () => {
    const { client, pulse, link } = fakeClient()
    const store = useLinkStore()
    store.follow(client, () => NOW)
    pulse(NOW, { demo: true })
    link('lost')
    expect([store.status, store.lastPulseAt, store.isDemo]).toEqual(['lost', NOW, true])
  })
})
