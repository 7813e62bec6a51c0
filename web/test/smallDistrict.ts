/** A district of one station as facts: six people of whom three have signed, three tasks of which one is done. */
import { randomUUID } from 'node:crypto'
import { CloudEvent } from 'cloudevents'

const DAY_MS = 86_400_000
const PEOPLE = Array.from({ length: 6 }, (_, i) => `S-${i + 1}`)

/** A fact that the sender states now. @param subject code of the unit */
export function fact(type: string, subject: string, data: object): CloudEvent<object> {
  return new CloudEvent({ id: randomUUID(), source: '/upstream/setup', type: `qinglian.${type}`, subject, time: new Date().toISOString(), data })
}

const now = (): string => new Date().toISOString()
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString()

export function taskDone(task: string): CloudEvent<object> {
  return fact('supervision.task-completed', 'shouyi', { task, at: now() })
}

export function signed(person: string): CloudEvent<object> {
  return fact('pledge.signed', 'shouyi', { campaign: 'C-1', staffNo: person, signedAt: now(), method: 'onsite' })
}

/** In the order in which they are said; any other gives the same. */
export function smallDistrict(): CloudEvent<object>[] {
  return [
    fact('org.unit-declared', 'wuchang', { code: 'wuchang', name: '武昌区局', level: 'district' }),
    fact('org.unit-declared', 'shouyi', { code: 'shouyi', name: '首义管理所(市场部)', shortName: '首义所(部)', level: 'station', kind: 'office_and_dept', parent: 'wuchang', pilot: true }),
    ...PEOPLE.map(staffNo => fact('org.staff-declared', 'shouyi', { staffNo, name: `示例${staffNo}`, line: 'monopoly', status: 'active' })),
    fact('pledge.campaign-opened', 'wuchang', { campaign: 'C-1', pledgeType: 'anti_drug', name: '禁毒承诺', openAt: inDays(-1), dueAt: inDays(30), signatories: { all: true } }),
    ...PEOPLE.slice(0, 3).map(signed),
    ...['T-1', 'T-2', 'T-3'].map(task => fact('supervision.task-planned', 'shouyi', { task, topic: 'licence', kind: 'routine', dueAt: inDays(1) })),
    taskDone('T-1'),
  ]
}
