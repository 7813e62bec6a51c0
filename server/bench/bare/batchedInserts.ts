/**
 * The bare engine of ingest: the same rows into one SQLite table with the same guarantee (identity unique, WAL, full
 * sync, one commit a batch), by a prepared statement, and nothing else.
 */
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { offer, ready } from '../../../scripts/bench-kit/probe.ts'

export interface Inserted { ms: number, cpuMs: number }

interface Row { source: string, id: string, type: string, subject: string, time: string, data: object }

const folder = process.argv[2]
if (folder === undefined)
  throw new Error('needs a folder')
const db = new DatabaseSync(join(folder, 'bare.db'))
db.exec('pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536')
db.exec('create table event (seq integer primary key, source text not null, id text not null, type text not null, subject text not null, time text not null, data text not null, unique (source, id))')
const insert = db.prepare('insert into event (source, id, type, subject, time, data) values (?, ?, ?, ?, ?, ?) on conflict (source, id) do nothing')

export interface Work {
  batches: Row[][]
  /** So often, each time under ids of its own: a short run would be over before the machine gives its turn to somebody else. */
  times: number
}

function insertAll({ batches, times }: Work): Inserted {
  const values = Array.from({ length: times }, (_, time) => batches.map(batch => batch.map(row => [row.source, `${row.id}/${time}`, row.type, row.subject, row.time, JSON.stringify(row.data)]))).flat()
  const startedMs = performance.now()
  const before = process.cpuUsage()
  for (const batch of values) {
    db.exec('begin immediate')
    for (const row of batch)
      insert.run(...row)
    db.exec('commit')
  }
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - startedMs, cpuMs: (user + system) / 1000 }
}

offer('insert', payload => insertAll(payload as Work))
setInterval(() => undefined, 2 ** 30)
ready('')
