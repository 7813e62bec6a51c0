/**
 * A real server in this process, on a database of its own that is gone afterwards: what it describes itself as, and
 * what it answers after the example story. Clock, keys and ids are fixed, so the same code gives the same pages.
 */
import type { Subject } from '@qinglian/shared'
import type { AppParts } from '../../server/src/app.ts'
import type { ApiDescription } from './httpPage.ts'
import { Buffer } from 'node:buffer'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SUBJECTS, topicName } from '@qinglian/shared'
import description from '../../server/package.json' with { type: 'json' }
import { buildApp } from '../../server/src/app.ts'
import { openStore } from '../../server/src/db/openStore.ts'
import { createLog } from '../../server/src/log.ts'
import { AT_REST_MS } from '../../server/src/model/alerts/lookout.ts'
import { createParts } from '../../server/src/parts.ts'
import { exampleStory, STORY_DISTRICT, STORY_NOW, STORY_STATION } from './exampleStory.ts'

export interface Exhibit {
  /** As `/api/v1/openapi.json` answers it. */
  readonly openapi: ApiDescription
  /** The public value of each subject: of the station, and of the district where only it has units below. */
  readonly topics: ReadonlyMap<Subject, { readonly name: string, readonly value: unknown }>
}

const KEY = 'example-key-of-full-scope-32-chars'
/** Longer than any topic waits for quiet. */
const MOMENT_MS = 2_000
/** Subjects that say nothing about a unit without units below it. */
const OF_PARENTS: ReadonlySet<Subject> = new Set(['stations'])

export async function openExhibit(): Promise<Exhibit> {
  const home = mkdtempSync(join(tmpdir(), 'qinglian-docs-'))
  const store = await openStore({ kind: 'sqlite', path: join(home, 'qinglian.db') })
  const log = createLog('silent')
  let nowMs = STORY_NOW
  const clock = (): number => nowMs
  const settings = { fieldKey: '0'.repeat(64), fieldKeyFile: join(home, 'field.key'), ingestKey: KEY, publicAccess: 'open', timezone: 'Asia/Shanghai', demo: false } as const
  const parts = await createParts({ settings, store, log, clock, random: bytes => Buffer.alloc(bytes, 7), after: () => () => undefined })
  const app = await buildApp({ settings, parts, log, clock, newId: () => 'example', version: description.version, build: description.version, webRoot: join(home, 'none') })
  try {
    const answer = await app.http.inject({ method: 'POST', url: '/api/v1/events', headers: { 'authorization': `Bearer ${KEY}`, 'content-type': 'application/cloudevents-batch+json' }, payload: JSON.stringify(exampleStory()) })
    if (answer.statusCode !== 200 || answer.json().rejected.length > 0)
      throw new Error(`the example story was refused: ${answer.body}`)
    // The engine's first look waits until what was loaded has come to rest.
    nowMs += AT_REST_MS
    await app.start()
    // What only time brings has had its first turn; a moment later the presenter shows what that turn recorded.
    await parts.clockwork.stop()
    nowMs += MOMENT_MS
    await parts.presenter.start()
    return { openapi: (await app.http.inject('/api/v1/openapi.json')).json<ApiDescription>(), topics: await topicsOf(parts) }
  }
  finally {
    await app.close()
    rmSync(home, { recursive: true, force: true })
  }
}

async function topicsOf({ topicStore }: AppParts): Promise<Exhibit['topics']> {
  const found = new Map<Subject, { name: string, value: unknown }>()
  for (const subject of SUBJECTS) {
    const name = topicName(OF_PARENTS.has(subject) ? STORY_DISTRICT : STORY_STATION, subject)
    const topic = await topicStore.get(name, 'public')
    if (topic === undefined)
      throw new Error(`no topic ${name}`)
    found.set(subject, { name, value: JSON.parse(topic.json) })
  }
  return found
}
