import { ENGINE_SOURCE } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../test/support/embedded.ts'
import { engineFreshness, engineLateAt, freshnessOf, isUnderPrefix, nextStateChange, sourceView, stateOf } from './freshness.ts'

const MINUTE = 60_000

describe('the state of a source', () => {
  it.each([
    [60, null, 'never'],
    [null, 0, 'fresh'],
    [60, 0, 'fresh'],
    [60, MINUTE, 'fresh'],
    [60, MINUTE + 1, 'late'],
    [60, 3 * MINUTE, 'late'],
    [60, 3 * MINUTE + 1, 'silent'],
    [60, -MINUTE, 'fresh'],
  ])('with a cadence of %s s, %s ms after the last arrival, is %s', (everySec, agoMs, state) => {
    expect(stateOf(everySec, agoMs === null ? null : 1e12 - agoMs, 1e12)).toBe(state)
  })
})

describe('a source', () => {
  it.each([
    ['/upstream/party', '/upstream/party', true],
    ['/upstream/party/x', '/upstream/party', true],
    ['/upstream/party/x', '/upstream/party/', true],
    ['/upstream/party2', '/upstream/party', false],
    ['/upstream', '/upstream/party', false],
  ])('%s under %s: %s', (source, prefix, under) => {
    expect(isUnderPrefix(source, prefix)).toBe(under)
  })
})

describe('freshness', () => {
  const { openStore } = useEmbedded()
  const AT = Date.parse('2026-11-23T02:00:00Z')

  async function view(contacts: Record<string, number>, systems: Record<string, [prefix: string, everySec: number | null]>) {
    const store = await openStore()
    await store.write(async (tx) => {
      for (const [source, agoMs] of Object.entries(contacts))
        await tx.db.insertInto('source_contact').values({ source, arrived_ms: AT - agoMs }).execute()
      for (const [system, [source_prefix, every_sec]] of Object.entries(systems))
        await tx.db.insertInto('source_system').values({ system, unit: 'd', name: system, source_prefix, every_sec, owner: null, stmt: '' }).execute()
    })
    return sourceView(store.reader, AT)
  }
  const newest = (...sources: string[]) => new Map(sources.map((source, i) => [source, AT - i * 1000]))

  it('belongs to the system with the longest prefix', async () => {
    const sources = await view({}, { all: ['/upstream', null], party: ['/upstream/party', 60] })
    expect(['/upstream/party/x', '/upstream/other', '/elsewhere'].map(source => sources.systemOf(source)?.system)).toEqual(['party', 'all', undefined])
  })

  it('goes by the latest arrival from anything of the system', async () => {
    const sources = await view({ '/p/1': 10 * MINUTE, '/p/2': MINUTE, '/q': 5 }, { p: ['/p', 60] })
    expect(sources.arrivedMs(sources.systemOf('/p/1')!)).toBe(AT - MINUTE)
    expect([sources.arrivedMs('/q'), sources.arrivedMs('/r')]).toEqual([AT - 5, null])
  })

  it('is the newest statement, and the worst state of any source', async () => {
    const sources = await view({ '/p': 2 * MINUTE, '/q': 10 }, { p: ['/p', 60], q: ['/q', 60] })
    expect(freshnessOf(newest('/q'), sources)).toEqual({ newest: '2026-11-23T02:00:00.000Z', state: 'fresh' })
    expect(freshnessOf(newest('/q', '/p', '/without-cadence'), sources)).toEqual({ newest: '2026-11-23T02:00:00.000Z', state: 'late' })
  })

  it('without any source never was', async () => {
    expect(freshnessOf(new Map(), await view({}, {}))).toEqual({ newest: null, state: 'never' })
  })

  it('turns late one millisecond after one interval, silent after three', async () => {
    const systems = { p: ['/p', 60], q: ['/q', null] } satisfies Parameters<typeof view>[1]
    expect(nextStateChange(['/p', '/q', '/r'], await view({ '/p': 10_000, '/q': 0, '/r': 0 }, systems))).toBe(AT + 50_001)
    expect(nextStateChange(['/p'], await view({ '/p': MINUTE + 1 }, systems))).toBe(AT - MINUTE - 1 + 3 * MINUTE + 1)
    expect(nextStateChange(['/p'], await view({ '/p': 3 * MINUTE + 1 }, systems))).toBeNull()
    expect(nextStateChange(['/p'], await view({}, systems))).toBeNull()
  })

  it('of alerts is the engine\'s: no alert is good news, a dead engine is not', async () => {
    expect(engineFreshness(await view({ [ENGINE_SOURCE]: MINUTE }, {}))).toEqual({ newest: null, state: 'fresh' })
    expect(engineFreshness(await view({ [ENGINE_SOURCE]: 3 * MINUTE + 1 }, {}))).toMatchObject({ state: 'late' })
    expect(engineFreshness(await view({}, {}))).toEqual({ newest: null, state: 'never' })
    expect(engineLateAt(await view({ [ENGINE_SOURCE]: MINUTE }, {}))).toBe(AT + 2 * MINUTE + 1)
    expect(engineLateAt(await view({ [ENGINE_SOURCE]: 30 * MINUTE }, {}))).toBe(AT + 1)
    expect(engineLateAt(await view({}, {}))).toBeNull()
  })
})
