/**
 * What a server left behind, looked at without it: the log, the topics, and whether the topics are what the tables say.
 */
import type { House } from '../../support/house.ts'
import { join } from 'node:path'
import { openStore } from '../../../src/db/openStore.ts'
import { loadModelConfig } from '../../../src/model/config/loadModelConfig.ts'
import { wordingOf } from '../../../src/wording.ts'
import { openHouse } from '../../support/house.ts'

/** The house on a data directory that no server holds any more, with the judgements that the server has. */
export async function openLeftBehind(dataDir: string, nowMs: number): Promise<House> {
  const store = await openStore({ kind: 'sqlite', path: join(dataDir, 'qinglian.db') })
  return openHouse(store, { now: new Date(nowMs).toISOString(), wording: wordingOf(loadModelConfig(undefined)) })
}

export interface TopicRow { name: string, audience: string, rev: number, at_ms: number, value: string }

export async function topicRows(house: House): Promise<TopicRow[]> {
  return house.store.reader.selectFrom('topic').selectAll().orderBy('name').orderBy('audience').execute()
}

/** Lets the presenter compute every topic of every unit anew. */
export async function recomputeAll(house: House): Promise<void> {
  await house.remark(house.org.current().codes)
  await house.settle()
}
