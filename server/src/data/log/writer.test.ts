import type { Store } from '../../db/store.ts'
import type { Statement } from '../statement.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { TERMS } from '../../../test/support/terms.ts'
import { StoreUnavailable } from '../../db/store.ts'
import { createOrgStore } from '../../model/org/orgStore.ts'
import { createWriter, WriterBusy } from './writer.ts'

const { openStore } = useEmbedded()
const NOW = Date.parse('2026-11-23T02:00:00Z')

function planned(id: string, task = id, more: Partial<Statement> = {}): Statement {
  const time = new Date(NOW).toISOString()
  return { index: 0, source: '/s', id, type: 'qinglian.supervision.task-planned', subject: 'a', timeMs: NOW, time, data: { task, topic: 'x', kind: 'routine', dueAt: time }, wide: true, ...more }
}

/** Breaks whatever takes it, with an error that is not the store's: no such row can be written. */
const poison = planned('poison', 'P', { data: { task: 'P', topic: 'x', kind: 'routine', dueAt: 'no instant' } })
const of = (...statements: Statement[]) => ({ statements, refused: [] })

async function open(around: (store: Store) => Store = store => store) {
  const real = await openStore()
  const store = around(real)
  const commits: number[] = []
  const writer = createWriter({
    store,
    clock: () => NOW,
    days: TERMS,
    org: await createOrgStore(real.reader),
    vault: { newPersonKey: () => 'k', sealName: (_, name) => name, digest: text => text },
    keepRefused: async () => undefined,
    onCommit: ({ events }) => commits.push(events),
  })
  const ids = async (): Promise<string[]> => (await real.reader.selectFrom('event').select('id').orderBy('seq').execute()).map(row => row.id)
  return { writer, commits, ids }
}

describe('the writer', () => {
  it('writes what waits together as one group, and answers each request its own', async () => {
    const { writer, commits, ids } = await open()
    const answers = await Promise.all([
      writer.submit(of(planned('1'), planned('2'))),
      writer.submit(of(planned('2'), planned('3'))),
      writer.submit(of(planned('1', 'other'))),
      writer.submit(of()),
    ])
    expect(answers).toEqual([['accepted', 'accepted'], ['duplicate', 'accepted'], ['conflict'], []])
    expect([commits, await ids(), writer.depth]).toEqual([[5], ['1', '2', '3'], 0])
  })

  it('lets what comes in over the next turns of the event loop join', async () => {
    const { writer, commits } = await open()
    const turn = () => new Promise<void>(resolve => setImmediate(resolve))
    const first = writer.submit(of(planned('1')))
    await turn()
    await turn()
    const second = writer.submit(of(planned('2')))
    await turn()
    await turn()
    await Promise.all([first, second, writer.submit(of(planned('3')))])
    expect(commits).toEqual([3])
  })

  it('cuts groups between requests, never within one', async () => {
    const { writer, commits } = await open()
    const many = (name: string, count: number) => of(...Array.from({ length: count }, (_, i) => planned(`${name}${i}`)))
    await Promise.all([writer.submit(many('a', 1500)), writer.submit(many('b', 600)), writer.submit(many('c', 1400)), writer.submit(many('d', 2500)), writer.submit(many('e', 1))])
    expect(commits).toEqual([1500, 2000, 2500, 1])
  })

  it('lets a request that cannot be written fail alone', async () => {
    const { writer, commits, ids } = await open()
    const answers = await Promise.allSettled([writer.submit(of(planned('1'))), writer.submit(of(planned('2'), poison)), writer.submit(of(planned('3')))])
    expect(answers.map(answer => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    // Nothing of the request that failed: 2 is not there either.
    expect([await ids(), commits, writer.depth]).toEqual([['1', '3'], [1, 1], 0])
    expect(await writer.submit(of(planned('2')))).toEqual(['accepted'])
  })

  it('answers everyone that the store is away, and writes again when it is back', async () => {
    let isAway = true
    const { writer, ids } = await open(store => ({ ...store, write: async work => isAway ? Promise.reject(new StoreUnavailable('full', undefined)) : store.write(work) }))
    const answers = await Promise.allSettled([writer.submit(of(planned('1'))), writer.submit(of(planned('2')))])
    expect(answers.map(answer => answer.status === 'rejected' && answer.reason instanceof StoreUnavailable)).toEqual([true, true])
    isAway = false
    expect([await writer.submit(of(planned('1'))), await ids(), writer.depth]).toEqual([['accepted'], ['1'], 0])
  })

  it('refuses what is too much, whole, and keeps what it has', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>(resolve => release = resolve)
    const { writer, ids } = await open(store => ({ ...store, write: async (work) => {
      await held
      return store.write(work)
    } }))
    const first = writer.submit(of(planned('1')))
    const full = writer.submit(of(...Array.from({ length: 19_999 }, () => planned('2'))))
    await expect(writer.submit(of(planned('3')))).rejects.toMatchObject({ name: 'WriterBusy', stopping: false })
    expect(writer.depth).toBe(20_000)
    release()
    expect([await first, (await full)[0], await ids()]).toEqual([['accepted'], 'accepted', ['1', '2']])
    expect(await writer.submit(of(planned('3')))).toEqual(['accepted'])
  })

  it('on closing finishes what it took and takes nothing more', async () => {
    const { writer, ids } = await open()
    const taken = writer.submit(of(planned('1')))
    const closed = writer.close()
    await expect(writer.submit(of(planned('2')))).rejects.toEqual(new WriterBusy(true))
    await closed
    expect([await taken, await ids()]).toEqual([['accepted'], ['1']])
  })
})
