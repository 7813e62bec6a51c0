import type { AlertEntry } from '@qinglian/shared'
import { ENGINE_SOURCE } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { describeEachDatabase } from './support/databases.ts'
import { INGEST_KEY, openDoor } from './support/door.ts'

const TIME = '2026-11-22T10:00:00+08:00'

describeEachDatabase('alerts that wait for a step', (openStore) => {
  it('are told to keys that may state one, of their unit, until they are done with', async () => {
    const door = await openDoor(await openStore())
    const ask = (key: string) => fetch(`${door.url}/api/v1/alerts`, { headers: { authorization: `Bearer ${key}` } })
    const told = async (key: string): Promise<string[]> => ((await (await ask(key)).json()) as { alerts: AlertEntry[] }).alerts.map(({ alert, unit, state, severity }) => `${alert} ${unit} ${severity} ${state}`)
    const event = (id: string, type: string, subject: string, data: object) => ({ specversion: '1.0', id, source: '/upstream/test', type: `qinglian.${type}`, subject, time: TIME, data })
    const post = (...events: unknown[]) => door.post('application/cloudevents-batch+json', JSON.stringify(events))
    await post(...['a', 'b'].map(code => event(code, 'org.unit-declared', code, { code, name: code, level: 'station' })))
    // As the engine records them itself: none of this comes by the door.
    await door.writer.submit({ refused: [], statements: ['a', 'b'].map((unit, index) => ({ index, source: ENGINE_SOURCE, id: unit, type: 'qinglian.alert.raised', subject: unit, timeMs: Date.parse(TIME), time: TIME, wide: true, data: { alert: `R02-${unit}`, rule: 'R02', object: 'task/T', severity: 'blue', at: TIME, dueAt: '2026-11-27T10:00:00+08:00' } })) })

    expect((await told(INGEST_KEY)).sort()).toEqual(['R02-a a blue triage', 'R02-b b blue triage'])
    expect(await told(await door.keyFor({ unit: 'b', types: ['qinglian.alert.*'] }))).toEqual(['R02-b b blue triage'])
    expect((await ask(await door.keyFor({ types: ['qinglian.pledge.*'] }))).status).toBe(403)
    expect((await fetch(`${door.url}/api/v1/alerts`)).status).toBe(401)

    const step = (word: string, minute: number, data: object = {}) => event(`${word}`, `alert.${word}`, 'a', { alert: 'R02-a', at: `2026-11-22T10:0${minute}:00+08:00`, ...data })
    await post(step('assigned', 1), step('signed', 2), step('verification-begun', 3), step('rectification-begun', 4), step('reported', 5), step('review-passed', 6), step('closed', 7))
    expect(await told(INGEST_KEY)).toContain('R02-a a blue closed')
    await post(step('effect-confirmed', 8, { proof: 'recheck' }))
    expect(await told(INGEST_KEY)).toEqual(['R02-b b blue triage'])
    const refused = await post(event('x', 'alert.written-off', 'b', { alert: 'R02-b', at: TIME }))
    expect(refused.body.rejected).toMatchObject([{ code: 'scope.denied', pointer: '/type' }])
    await door.close()
  })
})
