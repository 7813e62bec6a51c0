import { expect, it } from 'vitest'
import { describeEachDatabase } from './support/databases.ts'
import { INGEST_KEY, openDoor } from './support/door.ts'

const TIME = '2026-11-22T10:00:00+08:00'

/** `what` is id, type and subject. */
function event(what: string, data: Record<string, unknown>) {
  const [id, type, subject] = what.split(' ')
  return { specversion: '1.0', id, source: '/upstream/test', type: `qinglian.${type}`, subject, time: TIME, data }
}

describeEachDatabase('notices', (openStore) => {
  it('lists facts that do not count and units without a known parent, within the key\'s scope, until they are mended', async () => {
    const door = await openDoor(await openStore())
    const ask = async (key: string) => (await (await fetch(`${door.url}/api/v1/notices`, { headers: { authorization: `Bearer ${key}` } })).json() as { notices: { code: string, object: string }[] }).notices.map(notice => `${notice.code} ${notice.object}`)
    const post = (...events: unknown[]) => door.post('application/cloudevents-batch+json', JSON.stringify(events))
    await post(
      event('u1 org.unit-declared a', { code: 'a', name: 'A', level: 'station', parent: 'nowhere' }),
      event('u2 org.unit-declared b', { code: 'b', name: 'B', level: 'station' }),
      event('t1 supervision.task-planned a', { task: 'T1', topic: 'x', kind: 'routine', dueAt: TIME }),
      event('t2 supervision.task-completed b', { task: 'T1', at: TIME }),
      event('f1 supervision.finding-raised b', { finding: 'F1', category: 'ledger', severity: 'low', raisedAt: TIME, dueAt: TIME }),
      event('f2 rectification.verified a', { finding: 'F1', at: TIME }),
      event('c1 pledge.campaign-opened a', { campaign: 'C1', pledgeType: 'anti_drug', name: 'x', openAt: TIME, dueAt: TIME, signatories: { all: true } }),
      event('c2 pledge.signed b', { campaign: 'C1', staffNo: 'S1', signedAt: TIME, method: 'paper' }),
    )
    expect(await ask(INGEST_KEY)).toEqual(['unit.detached unit/a', 'fact.misplaced task/T1', 'fact.misplaced finding/F1', 'fact.misplaced campaign/C1'])
    expect(await ask(await door.keyFor({ unit: 'b' }))).toEqual(['fact.misplaced finding/F1'])

    await post(
      event('r1 fact.retracted b', { source: '/upstream/test', id: 't2', reason: 'x' }),
      event('r2 fact.retracted a', { source: '/upstream/test', id: 'f2', reason: 'x' }),
      event('r3 fact.retracted b', { source: '/upstream/test', id: 'c2', reason: 'x' }),
      event('r4 org.unit-declared nowhere', { code: 'nowhere', name: 'N', level: 'district' }),
    )
    expect(await ask(INGEST_KEY)).toEqual([])
    await door.close()
  })

  it('asks for a source key', async () => {
    const door = await openDoor(await openStore())
    expect((await fetch(`${door.url}/api/v1/notices`)).status).toBe(401)
    await door.close()
  })
})
