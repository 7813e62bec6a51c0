import { expect, it } from 'vitest'
import { describeEachDatabase } from './support/databases.ts'
import { openHouse, person, unit } from './support/house.ts'

describeEachDatabase('from facts to topics', (openStore) => {
  it('counts supervision of a station and of its district', async () => {
    const house = await openHouse(await openStore())
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }))
    await house.tell(
      { type: 'supervision.task-planned', subject: 'a', data: { task: 'T1', topic: 'x', kind: 'routine', dueAt: '2026-11-20T10:00:00+08:00' } },
      { type: 'supervision.task-planned', subject: 'a', data: { task: 'T2', topic: 'x', kind: 'cross', dueAt: '2026-11-30T10:00:00+08:00' } },
      { type: 'supervision.task-completed', subject: 'a', data: { task: 'T2', at: '2026-11-22T10:00:00+08:00' } },
      { type: 'supervision.finding-raised', subject: 'b', data: { finding: 'F1', category: 'ledger', severity: 'low', raisedAt: '2026-11-01T10:00:00+08:00', dueAt: '2026-11-10T10:00:00+08:00' } },
      { type: 'rectification.verified', subject: 'b', data: { finding: 'F1', at: '2026-11-09T10:00:00+08:00' } },
    )
    await house.settle()
    expect(await house.topic('a', 'supervision')).toMatchObject({ tasks: { planned: 2, done: 1, open: 1, overdue: 1, rate: { num: 1, den: 2, value: 0.5 } } })
    expect(await house.topic('d', 'supervision')).toMatchObject({
      tasks: { planned: 2, done: 1, open: 1, overdue: 1, rate: { num: 1, den: 2 } },
      findings: { open: 0, overdue: 0, raised30d: 1, rectified: { num: 1, den: 1, value: 1 }, writtenOff: { num: 0, den: 1, quality: 'zero' } },
    })
    expect((await house.topic('d', 'stations')).stations.map(row => [row.code, row.tasks.overdue])).toEqual([['a', 1], ['b', 0]])
    expect((await house.topic('d', 'feed')).items.map(item => item.text)).toEqual(['单位 a 完成交叉监督检查'])
  })

  it('covers pledges, whoever is declared first', async () => {
    const house = await openHouse(await openStore())
    await house.tell(
      { type: 'pledge.signed', subject: 'a', data: { campaign: 'C', staffNo: 'S1', signedAt: '2026-11-02T10:00:00+08:00', method: 'paper' } },
      { type: 'pledge.campaign-opened', subject: 'd', data: { campaign: 'C', pledgeType: 'anti_drug', name: '活动', openAt: '2026-11-01T00:00:00+08:00', dueAt: '2026-11-10T00:00:00+08:00', signatories: { all: true } } },
      person('S1', 'a'),
      person('S2', 'a'),
      person('S3', 'a', { line: 'monopoly' }),
      person('S4', 'a', { line: 'monopoly' }),
      unit('a', { parent: 'd' }),
      unit('d', { level: 'district' }),
    )
    await house.settle()
    expect(await house.topic('a', 'pledges', 'internal')).toMatchObject({
      coverage: { num: 1, den: 4, value: 0.25 },
      byType: [{ type: 'anti_drug', name: '禁毒承诺', coverage: { num: 1, den: 4 }, level: 'yellow' }],
      byLine: [{ line: 'marketing', coverage: { num: 1, den: 2 } }, { line: 'monopoly', coverage: { num: 0, den: 2, quality: 'zero' } }],
    })
    const seen = await house.topic('a', 'pledges')
    expect(seen.coverage).toMatchObject({ num: 1, den: 4 })
    expect(seen.byLine.map(row => row.coverage.suppressed)).toEqual([true, true])
  })
})
