import type { Statement } from '../statement.ts'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/support/databases.ts'
import { person, unit } from '../../../test/support/house.ts'
import { canonicalJson } from './canonical.ts'
import { sealNames } from './names.ts'

function statementOf({ type, subject, data }: { type: string, subject: string, data: Record<string, unknown> }): Statement {
  return { index: 0, source: '/s', id: 'e', type: `qinglian.${type}`, subject, timeMs: 0, time: '', data, wide: true }
}
/** A vault that shows what it was asked to do. */
function openVault() {
  let made = 0
  return { newPersonKey: () => `key ${made += 1}`, sealName: (key: string, name: string) => `${key} seals ${name.length} characters`, digest: (text: string) => `digest of ${text.length}` }
}

describeEachDatabase('names', (openStore) => {
  it('are sealed with the person\'s own key, made once, and nothing else is touched', async () => {
    const store = await openStore()
    const vault = openVault()
    const [one, other, again, place] = await store.write(tx => sealNames(tx, [person('S1', 'a', { name: '张三' }), person('S2', 'a', { name: '欧阳明' }), person('S1', 'b', { name: '张三丰' }), unit('a')].map(statementOf), vault))
    expect([one!.data.name, other!.data.name, again!.data.name]).toEqual(['key 1 seals 2 characters', 'key 2 seals 3 characters', 'key 1 seals 3 characters'])
    expect(one!.data).toMatchObject({ staffNo: 'S1', line: 'marketing', status: 'active' })
    expect([one!.digest, place!.digest]).toEqual([`digest of ${canonicalJson(person('S1', 'a', { name: '张三' }).data).length}`, null])
    const [later] = await store.write(tx => sealNames(tx, [statementOf(person('S2', 'a', { name: '李' }))], vault))
    expect(later!.data.name).toBe('key 2 seals 1 characters')
  })
})

it('equal contents are equal texts, whatever the order of their members', () => {
  expect(canonicalJson({ b: [1, { d: null, c: '“' }], a: 1.50, Z: true })).toBe('{"Z":true,"a":1.5,"b":[1,{"c":"“","d":null}]}')
  expect(canonicalJson({ '10': 1, '9': 2, '\u20AC': 3, '\r': 4 })).toBe('{"\\r":4,"10":1,"9":2,"€":3}')
})
