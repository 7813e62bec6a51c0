import type { StoredTopic } from './topicStore.ts'
import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { createTopicStore } from './topicStore.ts'

const { openStore } = useEmbedded()
const topic = (name: string, rev: number, json = `${rev}`): StoredTopic => ({ name, audience: 'public', rev, atMs: rev * 1000, json })

async function stored(...topics: StoredTopic[]) {
  const store = await openStore()
  await store.write(async (tx) => {
    for (const { name, audience, rev, atMs, json } of topics)
      await tx.db.insertInto('topic').values({ name, audience, rev, at_ms: atMs, value: json }).execute()
  })
  return store
}

it('what was put is there for its audience alone', async () => {
  const topics = createTopicStore(await stored())
  topics.put([topic('x', 1)])
  expect([await topics.get('x', 'public'), await topics.get('x', 'internal'), topics.peek('y', 'public')]).toEqual([topic('x', 1), undefined, undefined])
})

it('what is not in memory comes from the table, and stays', async () => {
  const store = await stored(topic('x', 3))
  const topics = createTopicStore(store)
  expect(topics.peek('x', 'public')).toBeUndefined()
  expect(await topics.get('x', 'public')).toEqual(topic('x', 3))
  await store.write(tx => tx.db.deleteFrom('topic').execute())
  expect(await topics.get('x', 'public')).toEqual(topic('x', 3))
})

it('a newer value put while the table is read stands', async () => {
  const topics = createTopicStore(await stored(topic('x', 3)))
  const reading = topics.get('x', 'public')
  topics.put([topic('x', 4)])
  expect([await reading, topics.peek('x', 'public')]).toEqual([topic('x', 4), topic('x', 4)])
})

it('keeps so many topics, and lets those go that were not asked for the longest', async () => {
  const topics = createTopicStore(await stored(), 2)
  topics.put([topic('x', 1), topic('y', 1)])
  await topics.get('x', 'public')
  topics.put([topic('z', 1)])
  expect(['x', 'y', 'z'].map(name => topics.peek(name, 'public')?.name)).toEqual(['x', undefined, 'z'])
})

it('finds what the table holds newer than memory does, since an instant', async () => {
  const topics = createTopicStore(await stored(topic('x', 4), topic('y', 5), topic('z', 2)))
  topics.put([topic('x', 4), topic('y', 4), topic('z', 1)])
  expect(await topics.untold(3_000)).toEqual([topic('y', 5)])
})

it('forgets everything when it is cleared', async () => {
  const topics = createTopicStore(await stored())
  topics.put([topic('x', 1)])
  topics.clear()
  expect(await topics.get('x', 'public')).toBeUndefined()
})
