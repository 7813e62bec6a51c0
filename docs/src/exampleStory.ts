/**
 * The facts behind the examples on the topics' page: a small district in a few sentences, told at one fixed instant.
 * People and figures are made up.
 */
import type { SIGNING_METHODS } from '@qinglian/shared'

export const STORY_NOW = Date.parse('2026-11-23T10:00:00+08:00')
export const STORY_STATION = 'shouyi'
export const STORY_DISTRICT = 'wuchang'

const PEOPLE = [
  ['S-001', 'monopoly', 'inspector'],
  ['S-002', 'monopoly', 'inspector'],
  ['S-003', 'monopoly', 'inspector'],
  ['S-004', 'marketing', 'client_manager'],
  ['S-005', 'marketing', 'client_manager'],
  ['S-006', 'marketing', 'client_manager'],
] as const
const METHOD: (typeof SIGNING_METHODS)[number] = 'onsite'

interface Told { type: string, subject: string, time: string, data: object }

/** @param fact `<subject> <domain>.<fact>` */
function told(fact: `${string} ${string}`, time: string, data: object): Told {
  const [subject = '', type = ''] = fact.split(' ')
  return { type: `qinglian.${type}`, subject, time, data }
}

const DECLARED = '2026-11-02T09:00:00+08:00'

function declarations(): Told[] {
  return [
    told(`${STORY_DISTRICT} org.unit-declared`, DECLARED, { code: STORY_DISTRICT, name: '武昌区局(营销部)', shortName: '武昌区局', level: 'district', kind: 'office' }),
    told(`${STORY_STATION} org.unit-declared`, DECLARED, { code: STORY_STATION, name: '首义管理所(市场部)', shortName: '首义所(部)', level: 'station', kind: 'office_and_dept', parent: STORY_DISTRICT, pilot: true }),
    told(`${STORY_DISTRICT} source.declared`, DECLARED, { system: 'supervision', name: '监督检查系统', sourcePrefix: '/upstream/example', everySec: 86_400, owner: '专卖监督管理科' }),
    ...PEOPLE.map(([staffNo, line, role]) => told(`${STORY_STATION} org.staff-declared`, DECLARED, { staffNo, name: `示例${staffNo}`, line, roles: [role], status: 'active' })),
  ]
}

function pledges(): Told[] {
  const campaign = { campaign: 'C-2026-1', pledgeType: 'anti_drug', name: '2026 年禁毒承诺', openAt: '2026-11-03T00:00:00+08:00', dueAt: '2026-11-30T23:59:59+08:00', signatories: { all: true } }
  const signedAt = '2026-11-23T09:30:00+08:00'
  return [
    told(`${STORY_DISTRICT} pledge.campaign-opened`, '2026-11-03T09:00:00+08:00', campaign),
    ...PEOPLE.slice(0, 5).map(([staffNo]) => told(`${STORY_STATION} pledge.signed`, signedAt, { campaign: campaign.campaign, staffNo, signedAt, method: METHOD })),
  ]
}

function supervision(): Told[] {
  return [
    told(`${STORY_STATION} supervision.task-planned`, '2026-11-04T09:00:00+08:00', { task: 'T-1001', topic: '零售市场检查', kind: 'double_random', dueAt: '2026-11-20T18:00:00+08:00' }),
    told(`${STORY_STATION} supervision.task-planned`, '2026-11-04T09:05:00+08:00', { task: 'T-1002', topic: '内管自查', kind: 'routine', dueAt: '2026-11-18T18:00:00+08:00' }),
    told(`${STORY_STATION} supervision.task-completed`, '2026-11-19T16:10:00+08:00', { task: 'T-1001', at: '2026-11-19T16:00:00+08:00' }),
    told(`${STORY_STATION} supervision.finding-raised`, '2026-11-19T16:20:00+08:00', { finding: 'F-201', task: 'T-1001', category: 'ledger', severity: 'low', raisedAt: '2026-11-19T16:00:00+08:00', dueAt: '2026-11-22T18:00:00+08:00' }),
    told(`${STORY_STATION} rectification.submitted`, '2026-11-20T10:00:00+08:00', { finding: 'F-201', at: '2026-11-20T10:00:00+08:00' }),
    told(`${STORY_STATION} rectification.verified`, '2026-11-21T10:00:00+08:00', { finding: 'F-201', at: '2026-11-21T10:00:00+08:00' }),
  ]
}

/** The story as CloudEvents, in the order it happened. */
export function exampleStory(): object[] {
  return [...declarations(), ...pledges(), ...supervision()].map((event, index) => ({ specversion: '1.0', id: `example-${index + 1}`, source: '/upstream/example', ...event }))
}
