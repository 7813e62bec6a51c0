/**
 * Commits that fail at the worst moment: rolled back when all the work was done, or done and unable to say so. The server
 * takes both for a failure and tries again, and in the end everything is as if nothing had happened.
 */
import type { Store, Tx } from '../../src/db/store.ts'
import type { TestApp } from '../support/app.ts'
import type { CloudEvent } from './support/facts.ts'
import { expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/db/store.ts'
import { startApp } from '../support/app.ts'
import { describeEachDatabase } from '../support/databases.ts'
import { DISTRICT, smallTree, task } from './support/facts.ts'
import { plannedOf } from './support/outage.ts'
import { post } from './support/post.ts'

interface Breaking {
  /** Which writes: those that bring facts into the log, or those that change this topic. */
  of: string
  how: 'rolled back' | 'answer lost'
  left: number
}

/** A store whose next writes break when told to. */
function breakable(store: Store): { store: Store, breaking: Breaking } {
  const breaking: Breaking = { of: 'facts', how: 'rolled back', left: 0 }

  function breakNow(how: Breaking['how'], isMeant: boolean): void {
    if (!isMeant || breaking.how !== how)
      return
    breaking.left -= 1
    throw new StoreUnavailable('gone', new Error(how))
  }

  return { breaking, store: { ...store, async write(work) {
    if (breaking.left === 0)
      return store.write(work)
    let isMeant = false
    const result = await store.write(async (tx) => {
      const before = await stateOf(tx, breaking.of)
      const done = await work(tx)
      isMeant = before !== await stateOf(tx, breaking.of)
      breakNow('rolled back', isMeant)
      return done
    })
    breakNow('answer lost', isMeant)
    return result
  } } }
}

/** A number that changes with what is written. */
async function stateOf({ db }: Tx, what: string): Promise<number | undefined> {
  if (what === 'facts')
    return (await db.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq
  return (await db.selectFrom('topic').select('rev').where('name', '=', what).where('audience', '=', 'internal').executeTakeFirst())?.rev
}

describeEachDatabase('a commit that fails', (openStore) => {
  async function withApp(test: (app: TestApp, breaking: Breaking, quiet: () => Promise<void>) => Promise<void>): Promise<void> {
    const { store, breaking } = breakable(await openStore())
    const app = await startApp(store)
    try {
      await test(app, breaking, () => quiet(store))
    }
    finally {
      await app.close()
    }
  }

  it('of declared units, its answer lost: the repeated request finds them, and so do readers', () => withApp(async (app, breaking) => {
    Object.assign(breaking, { how: 'answer lost', of: 'facts', left: 1 })
    const facts = smallTree(Date.now())
    expect(await post(app.url, facts)).toMatchObject({ status: 503, code: 'store.unavailable' })
    expect(await post(app.url, facts)).toMatchObject({ status: 200, duplicate: 2 })
    expect((await fetch(`${app.url}/api/v1/topics/unit/${DISTRICT}/supervision`)).status).toBe(200)
  }))

  it('of topics, its answer lost: they are shown and told all the same', () => withApp(async (app, breaking) => {
    await post(app.url, smallTree(Date.now()))
    await expect.poll(() => plannedOf(app.url)).toBe(0)
    for (let lost = 1; lost <= 3; lost++) {
      Object.assign(breaking, { how: 'answer lost', of: 'unit/shouyi/supervision', left: 1 })
      await post(app.url, task(`t-${lost}`, 'shouyi', Date.now()))
      await expect.poll(() => breaking.left, { timeout: 10_000 }).toBe(0)
      for (const unit of ['shouyi', DISTRICT])
        await expect.poll(() => plannedOf(app.url, unit), { timeout: 5_000 }).toBe(lost)
    }
  }))

  it('of topics, rolled back: what had to be hidden of a neighbour still is', () => withApp(async (app, breaking, quiet) => {
    const people = (unit: string, prefix: string) => ['marketing', 'monopoly'].flatMap(line => [1, 2, 3].map(n => person(`${prefix}-${line}-${n}`, unit, { line })))
    await post(app.url, [...threeUnits(), ...people('shouyi', 'A'), ...people('xudong', 'B'), campaign()])
    const shown = async () => JSON.stringify((await (await fetch(`${app.url}/api/v1/topics/unit/xudong/pledges`)).json() as { value: { byLine: unknown } }).value.byLine)
    await expect.poll(shown, { timeout: 5_000 }).toMatch(/marketing.*monopoly/)
    await quiet()
    expect(await shown()).not.toContain('suppressed')

    Object.assign(breaking, { of: 'unit/shouyi/pledges', how: 'rolled back', left: 1 })
    // Two are left in one line of the station, so the same line of the other one would tell who signed.
    await post(app.url, person('A-marketing-3', 'shouyi', { line: 'marketing', status: 'transferred' }))
    await expect.poll(() => breaking.left, { timeout: 5_000 }).toBe(0)
    await expect.poll(shown, { timeout: 5_000 }).toContain('suppressed')
  }))
})

/** Until nothing is marked. */
async function quiet(store: Store): Promise<void> {
  await expect.poll(() => store.reader.selectFrom('dirty_topic').selectAll().execute(), { timeout: 10_000 }).toEqual([])
}

let count = 0
function statement(type: string, subject: string, data: Record<string, unknown>): CloudEvent {
  return { specversion: '1.0', id: `s-${count += 1}`, source: '/upstream/chaos', type: `qinglian.${type}`, subject, time: new Date(Date.now() + count).toISOString(), data }
}

function threeUnits(): CloudEvent[] {
  return [...smallTree(Date.now()), statement('org.unit-declared', 'xudong', { code: 'xudong', name: '徐东', level: 'station', parent: DISTRICT })]
}

function person(staffNo: string, unit: string, data: Record<string, unknown>): CloudEvent {
  return statement('org.staff-declared', unit, { staffNo, name: '某人', status: 'active', ...data })
}

function campaign(): CloudEvent {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  return statement('pledge.campaign-opened', DISTRICT, { campaign: 'C', pledgeType: 'integrity', name: '廉政承诺', openAt: at(-1), dueAt: at(20), signatories: { all: true } })
}
