import type { Topic } from '@qinglian/shared'
import type { TestApp } from './support/app.ts'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SUBJECTS } from '@qinglian/shared'
import { afterEach, expect, it } from 'vitest'
import { SHIPPED_CONFIG_DIR } from '../src/model/config/loadModelConfig.ts'
import { startApp } from './support/app.ts'
import { describeEachDatabase } from './support/databases.ts'

let ids = 0
function event(type: string, subject: string, data: object): object {
  return { specversion: '1.0', id: `a-${++ids}`, source: '/upstream/test', type: `qinglian.${type}`, subject, time: new Date().toISOString(), data }
}
const district = () => event('org.unit-declared', 'wuchang', { code: 'wuchang', name: '武昌区局', level: 'district' })
const station = () => event('org.unit-declared', 'shouyi', { code: 'shouyi', name: '首义所', level: 'station', parent: 'wuchang' })
const task = (id: string) => event('supervision.task-planned', 'shouyi', { task: id, topic: 'licence', kind: 'routine', dueAt: '2035-01-01T00:00:00+08:00' })

describeEachDatabase('the whole server', (openStore, { kind }) => {
  let app: TestApp
  afterEach(() => app.close())

  it('shows a fact on every watched topic and by HTTP, under one rev', async () => {
    app = await startApp(await openStore())
    expect(await app.post(district(), station())).toMatchObject({ accepted: 2, rejected: [] })
    const socket = app.connect()
    const name = 'unit/shouyi/supervision'
    const { data } = await socket.timeout(10_000).emitWithAck('topics:watch', { topics: [{ name }, { name: 'unit/nowhere/about' }] })
    expect(data).toMatchObject({ topics: [{ name, audience: 'public' }], missing: [{ name: 'unit/nowhere/about', code: 'topic.unknown' }] })
    const pushed = new Promise<Topic<'supervision'>>(resolve => socket.on('topic', (topic: Topic<'supervision'>) => topic.value.tasks.planned === 1 && resolve(topic)))
    expect(await app.post(task('t-1'))).toMatchObject({ accepted: 1 })
    const seen = await pushed
    expect(await app.topic(name)).toEqual(seen)
  })

  it('answers every subject of a unit the moment it is declared', async () => {
    app = await startApp(await openStore())
    await app.post(district())
    const topics = await Promise.all(SUBJECTS.map(subject => app.topic(`unit/wuchang/${subject}`)))
    expect(topics.map(topic => topic.rev)).not.toContain(undefined)
    const { units } = await (await fetch(`${app.url}/api/v1/units`)).json() as { units: object[] }
    expect(units).toMatchObject([{ code: 'wuchang', level: 'district' }])
  })

  it('says why a number is what it is, and what it does not know', async () => {
    app = await startApp(await openStore())
    await app.post(district(), station(), task('t-1'))
    const ask = async (path: string) => {
      const answer = await fetch(`${app.url}/api/v1/metrics/${path}`)
      return { status: answer.status, body: await answer.json() as { error?: { code: string } } }
    }
    await expect.poll(async () => (await ask('sup.plan_rate/units/wuchang')).body, { timeout: 10_000 }).toMatchObject({ code: 'sup.plan_rate', unit: 'wuchang', num: 0, den: 0, quality: 'na', parts: [{ own: true }, { unit: 'shouyi' }] })
    const { facts } = (await ask('sup.plan_rate/units/wuchang')).body as { facts?: string }
    expect(await (await fetch(app.url + facts)).json()).toMatchObject({ facts: [], next: null })
    const today = new Date().toISOString()
    expect((await ask(`sup.plan_rate/units/wuchang?at=${encodeURIComponent(today)}`)).status).toBe(200)
    expect((await ask('sup.plan_rate/units/wuchang?at=yesterday')).body.error?.code).toBe('request.invalid')
    expect([(await ask('no.such/units/wuchang')).body.error?.code, (await ask('sup.repeat_rate/units/wuchang')).body.error?.code, (await ask('sup.plan_rate/units/nowhere')).body.error?.code]).toEqual(['metric.unknown', 'metric.unknown', 'unit.unknown'])
  })

  it('judges by an edited file within seconds, and by the last good one where the edit is wrong', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'qinglian-config-'))
    app = await startApp(await openStore(), Date.now, dir)
    const name = async () => (await (await fetch(`${app.url}/api/v1/metrics`)).json() as { metrics: { code: string, name: string }[] }).metrics.find(metric => metric.code === 'sup.plan_rate')?.name
    const sample = readFileSync(join(SHIPPED_CONFIG_DIR, 'indicators.yaml'), 'utf8')
    writeFileSync(join(dir, 'indicators.yaml'), sample.replace('name: 监督计划完成率', 'name: 计划完成率(本局)'))
    await expect.poll(name, { timeout: 20_000 }).toBe('计划完成率(本局)')
    writeFileSync(join(dir, 'indicators.yaml'), sample.replace('period: M', 'period: never'))
    await expect.poll(() => app.log.filter(line => line.includes('the last good one stays in force')).length, { timeout: 20_000 }).toBe(1)
    expect(await name()).toBe('计划完成率(本局)')
    rmSync(dir, { recursive: true })
  })

  it('is described whole, doors included, and each door asks for a key', async () => {
    app = await startApp(await openStore())
    const { paths } = await (await fetch(`${app.url}/api/v1/openapi.json`)).json() as { paths: Record<string, Record<string, { security?: object }>> }
    expect(paths['/api/v1/events']?.post?.security).toEqual([{ sourceKey: [] }])
    expect(paths['/api/v1/quarantine']?.get?.security).toEqual([{ sourceKey: [] }])
    for (const operations of Object.values(paths))
      Object.values(operations).forEach(operation => expect(operation.security).toBeInstanceOf(Array))
    expect((await fetch(`${app.url}/api/v1/events`, { method: 'POST' })).status).toBe(401)
  })

  it(`counts what came in (${kind})`, async () => {
    app = await startApp(await openStore())
    const twice = station()
    await app.post(district(), twice)
    await app.post(twice, { ...station(), type: 'qinglian.no.such' })
    await app.topic('unit/wuchang/about')
    const figures = await (await fetch(`${app.url}/metrics`)).text()
    expect(figures).toMatch(/qinglian_events_total\{outcome="accepted"\} 2\n/)
    expect(figures).toMatch(/qinglian_events_total\{outcome="duplicate"\} 1\n/)
    expect(figures).toMatch(/qinglian_events_total\{outcome="refused"\} 1\n/)
    expect(figures).toMatch(/qinglian_topics_presented_total [1-9]/)
    expect(app.log.filter(line => JSON.parse(line).level >= 40)).toEqual([])
  })
})
