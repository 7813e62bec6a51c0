/** The first schema: log, tables of the spine, topics, keys. Portable: text, integers, and partial indexes. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { sql } from 'kysely'

/** `text` sorts by bytes in both databases: SQLite does so by itself, PostgreSQL needs the C collation. */
type Column = 'text' | 'int' | 'serial'
type Table = Record<string, string>

const TABLES: Record<string, { columns: Table, key?: string, lean?: boolean }> = {
  event: {
    columns: { seq: 'serial', source: 'text!', id: 'text!', type: 'text!', subject: 'text!', time_ms: 'int!', time: 'text!', data: 'text!', ext: 'text', object: 'text', digest: 'text', received_ms: 'int!', wide: 'int!', voided: 'int!' },
  },
  retraction: { columns: { target_source: 'text!', target_id: 'text!', source: 'text!', id: 'text!', subject: 'text!', wide: 'int!', pending: 'int!' }, key: 'target_source, target_id, source, id', lean: true },
  unit_span: { columns: { code: 'text!', since_ms: 'int!', name: 'text!', short_name: 'text!', level: 'text!', kind: 'text', parent: 'text', pilot: 'int!', until_ms: 'int', stmt: 'text!' }, key: 'code, since_ms', lean: true },
  staff_span: { columns: { staff_no: 'text!', since_ms: 'int!', unit: 'text!', name_enc: 'text!', line: 'text!', roles: 'text!', party_member: 'int!', status: 'text!', until_ms: 'int', stmt: 'text!' }, key: 'staff_no, since_ms', lean: true },
  person_key: { columns: { staff_no: 'text!', wrapped_key: 'text!' }, key: 'staff_no', lean: true },
  source_system: { columns: { system: 'text!', unit: 'text!', name: 'text!', source_prefix: 'text!', every_sec: 'int', owner: 'text', stmt: 'text!' }, key: 'system', lean: true },
  pledge_campaign: { columns: { campaign: 'text!', unit: 'text!', pledge_type: 'text!', name: 'text!', open_ms: 'int!', due_ms: 'int!', valid_until_ms: 'int', signatories: 'text!', stmt: 'text!' }, key: 'campaign', lean: true },
  pledge_signature: { columns: { campaign: 'text!', staff_no: 'text!', unit: 'text', signed_ms: 'int', method: 'text', signed_stmt: 'text', revoked_ms: 'int', revoked_unit: 'text', revoked_stmt: 'text', others: 'text' }, key: 'campaign, staff_no', lean: true },
  supervision_task: { columns: { task: 'text!', unit: 'text', topic: 'text', kind: 'text', inspecting_unit: 'text', due_ms: 'int', planned_stmt: 'text', first_due_ms: 'int', first_stmt: 'text', done_ms: 'int', done_unit: 'text', done_stmt: 'text', cancelled_ms: 'int', cancelled_unit: 'text', cancelled_stmt: 'text', others: 'text', state: 'text!', misplaced: 'int!' }, key: 'task', lean: true },
  supervision_finding: { columns: { finding: 'text!', unit: 'text', task: 'text', category: 'text', severity: 'text', raised_ms: 'int', due_ms: 'int', stmt: 'text', steps: 'text!', state: 'text!', rectified_ms: 'int', written_off_ms: 'int', written_off_stmt: 'text', returns: 'int!', misplaced: 'int!' }, key: 'finding', lean: true },
  alert: { columns: { alert: 'text!', unit: 'text', rule: 'text', object: 'text', raised_severity: 'text', severity: 'text', max_severity: 'text', raised_ms: 'int', raised_due_ms: 'int', due_ms: 'int', cycle: 'int!', stmt: 'text', steps: 'text!', condition: 'text!', condition_ms: 'int', state: 'text!', misplaced: 'int!' }, key: 'alert', lean: true },
  model_record: { columns: { kind: 'text!', id: 'text!', unit: 'text', claims: 'text!', at_ms: 'int', due_ms: 'int', done_ms: 'int', about: 'text', misplaced: 'int!', told_stmt: 'text' }, key: 'kind, id', lean: true },
  kiosk_day: { columns: { unit: 'text!', day: 'int!', kiosk: 'text!', online: 'text!', able: 'text!' }, key: 'unit, day, kiosk', lean: true },
  portrait_day: { columns: { unit: 'text!', day: 'int!', content: 'text!', stmt: 'text!' }, key: 'unit, day', lean: true },
  tally: { columns: { unit: 'text!', measure: 'text!', day: 'int!', n: 'int!' }, key: 'unit, measure, day', lean: true },
  arrival: { columns: { unit: 'text!', domain: 'text!', source: 'text!', n: 'int!', newest_ms: 'int!' }, key: 'unit, domain, source', lean: true },
  source_contact: { columns: { source: 'text!', arrived_ms: 'int!' }, key: 'source', lean: true },
  part: { columns: { unit: 'text!', subject: 'text!', own: 'text!', total: 'text!', wake_ms: 'int', computed_ms: 'int!' }, key: 'unit, subject', lean: true },
  metric_now: { columns: { unit: 'text!', code: 'text!', num: 'int!', den: 'int!', at_ms: 'int!' }, key: 'unit, code', lean: true },
  metric_day: { columns: { unit: 'text!', code: 'text!', day: 'int!', num: 'int!', den: 'int!' }, key: 'unit, code, day', lean: true },
  dirty_day: { columns: { unit: 'text!', domain: 'text!', from_day: 'int!' }, key: 'unit, domain', lean: true },
  dirty_topic: { columns: { unit: 'text!', subject: 'text!' }, key: 'unit, subject', lean: true },
  held_topic: { columns: { unit: 'text!', subject: 'text!', released: 'int!' }, key: 'unit, subject', lean: true },
  topic: { columns: { name: 'text!', audience: 'text!', rev: 'int!', at_ms: 'int!', value: 'text!' }, key: 'name, audience' },
  quarantine: { columns: { id: 'serial', source: 'text!', event_id: 'text!', hash: 'text!', type: 'text!', subject: 'text', code: 'text!', pointer: 'text', message: 'text!', body: 'text!', times: 'int!', first_ms: 'int!', last_ms: 'int!' } },
  source_key: { columns: { id: 'text!', hash: 'text!', label: 'text!', source_prefix: 'text!', types: 'text', unit: 'text', created_ms: 'int!', revoked_ms: 'int', denied: 'int!' }, key: 'id', lean: true },
  meta: { columns: { key: 'text!', value: 'text!' }, key: 'key', lean: true },
}

const INDEXES = [
  'create unique index event_identity on event (source, id)',
  'create index event_object on event (object)',
  'create index event_retraction on event (seq) where type = \'qinglian.fact.retracted\'',
  'create index event_recent on event (subject, time_ms)',
  'create index retraction_pending on retraction (target_source, target_id) where pending = 1',
  'create index retraction_identity on retraction (source, id)',
  'create index staff_span_unit on staff_span (unit)',
  'create index pledge_campaign_unit on pledge_campaign (unit)',
  'create index pledge_campaign_type on pledge_campaign (pledge_type, open_ms)',
  'create index pledge_signature_unit on pledge_signature (unit, signed_stmt)',
  'create index pledge_signature_revoked on pledge_signature (revoked_unit) where revoked_unit is not null',
  'create index pledge_signature_others on pledge_signature (staff_no) where others is not null',
  'create index supervision_task_open on supervision_task (unit, due_ms) where state = \'open\'',
  'create index supervision_task_due on supervision_task (unit, due_ms, task)',
  'create index supervision_task_done on supervision_task (unit, done_stmt) where state = \'done\'',
  'create index supervision_task_misplaced on supervision_task (task) where misplaced = 1',
  'create index supervision_finding_misplaced on supervision_finding (finding) where misplaced = 1',
  'create index supervision_finding_due on supervision_finding (unit, due_ms, finding)',
  'create index supervision_finding_open on supervision_finding (unit, due_ms) where rectified_ms is null',
  'create index supervision_finding_written_off on supervision_finding (unit, written_off_stmt) where written_off_stmt is not null',
  'create index alert_open on alert (unit, rule) where state not in (\'closed\', \'written_off\', \'transferred\', \'merged\', \'cancelled\')',
  'create index alert_recent on alert (unit, raised_ms, alert)',
  'create index alert_closed on alert (unit, rule) where state = \'closed\'',
  'create index alert_unsettled on alert (unit, rule) where condition = \'standing\' and state in (\'closed\', \'transferred\', \'merged\', \'cancelled\')',
  'create index alert_misplaced on alert (alert) where misplaced = 1',
  'create index model_record_at on model_record (kind, unit, at_ms, id)',
  'create index model_record_told on model_record (unit, told_stmt) where told_stmt is not null',
  'create index model_record_misplaced on model_record (kind, id) where misplaced = 1',
  'create index kiosk_day_kiosk on kiosk_day (kiosk, day)',
  'create index part_wake on part (wake_ms)',
  'create unique index quarantine_identity on quarantine (source, event_id, hash)',
  'create index quarantine_last on quarantine (last_ms)',
]

function columnSql(type: string, postgres: boolean): string {
  const column = type.replace('!', '') as Column
  const required = type.endsWith('!') ? ' not null' : ''
  if (column === 'serial')
    return postgres ? 'bigint generated always as identity primary key' : 'integer primary key autoincrement'
  if (column === 'int')
    return `${postgres ? 'bigint' : 'integer'}${required}`
  return `text${postgres ? ' collate "C"' : ''}${required}`
}

export async function up(db: Kysely<Database>, postgres: boolean): Promise<void> {
  for (const [name, { columns, key, lean }] of Object.entries(TABLES)) {
    const lines = Object.entries(columns).map(([column, type]) => `"${column}" ${columnSql(type, postgres)}`)
    if (key !== undefined)
      lines.push(`primary key (${key.split(', ').map(column => `"${column}"`).join(', ')})`)
    await sql.raw(`create table "${name}" (${lines.join(', ')})${lean === true && !postgres ? ' without rowid' : ''}`).execute(db)
  }
  for (const index of INDEXES)
    await sql.raw(index).execute(db)
}
