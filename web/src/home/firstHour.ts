/** The commands of the first hour, for the address that the page itself came from. */
const SAMPLE_UNITS = [
  { code: 'wuchang', name: '武昌区局', level: 'district' },
  { code: 'shouyi', name: '首义管理所(市场部)', shortName: '首义所(部)', level: 'station', kind: 'office_and_dept', parent: 'wuchang', pilot: true },
]

interface SampleEvent { id: string, type: string, subject: string, data: object }

function curl(origin: string, time: string, events: SampleEvent[]): string {
  // The instant is part of the id: a page opened anew states anew, which is no conflict with the first statement.
  const batch = events.map(event => ({ specversion: '1.0', source: '/upstream/setup', time, ...event, id: `${event.id}-${Date.parse(time)}` }))
  const lines = batch.map(writeEvent).join(',\n')
  return [
    `curl ${origin}/api/v1/events \\`,
    `  -H "Authorization: Bearer $QINGLIAN_INGEST_KEY" \\`,
    `  -H "Content-Type: application/cloudevents-batch+json" \\`,
    `  -d '[\n${lines}\n]'`,
  ].join('\n')
}

/** One event in three short lines, so that it can be read on the wall. */
function writeEvent({ specversion, source, time, id, type, subject, data }: SampleEvent & { specversion: string, source: string, time: string }): string {
  const inner = (part: object): string => JSON.stringify(part).slice(1, -1)
  return `  {${inner({ specversion, source, id, time })},\n   ${inner({ type, subject })},\n   ${inner({ data })}}`
}

/** Declares a district and a station of it. @param time an RFC 3339 instant, when this is stated */
export function declareUnits(origin: string, time: string): string {
  return curl(origin, time, SAMPLE_UNITS.map(data => ({ id: `unit-${data.code}`, type: 'qinglian.org.unit-declared', subject: data.code, data })))
}

/** Declares the source and states its first fact. */
export function connectSource(origin: string, time: string): string {
  const source = { system: 'setup', name: '监督检查系统', sourcePrefix: '/upstream/setup', everySec: 3600 }
  const dueAt = new Date(Date.parse(time) + 7 * 86_400_000).toISOString()
  return curl(origin, time, [
    { id: 'source-setup', type: 'qinglian.source.declared', subject: 'wuchang', data: source },
    { id: 'task-1', type: 'qinglian.supervision.task-planned', subject: 'shouyi', data: { task: 'T-1', topic: 'licence', kind: 'routine', dueAt } },
  ])
}
