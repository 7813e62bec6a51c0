/**
 * Names on their way into the log: sealed with the person's own key, which is made when the person is first declared.
 * From here on a name is readable only through the vault.
 */
import type { Tx } from '../../db/store.ts'
import type { Statement } from '../statement.ts'
import { EVENT_BY_TYPE } from '@qinglian/shared'
import { canonicalJson } from './canonical.ts'

export interface NameVault {
  newPersonKey: () => string
  sealName: (wrappedKey: string, name: string) => string
  digest: (text: string) => string
}

/** What goes into the log for a statement: its data with names sealed, and the digest that stands for the content. */
export interface Content { readonly data: Readonly<Record<string, unknown>>, readonly digest: string | null }

/** @returns the contents in the order of the statements. */
export async function sealNames(tx: Tx, statements: readonly Statement[], vault: NameVault): Promise<Content[]> {
  const about = statements.filter(isPersonal).map(personOf)
  const keys = about.length === 0 ? new Map<string, string>() : await personKeys(tx, [...new Set(about)], vault)
  return statements.map((statement) => {
    const members = EVENT_BY_TYPE.get(statement.type)?.personal
    if (members === undefined)
      return { data: statement.data, digest: null }
    const key = keys.get(personOf(statement))!
    const sealed = members.map(member => [member, vault.sealName(key, String(statement.data[member]))])
    return { data: { ...statement.data, ...Object.fromEntries(sealed) }, digest: vault.digest(canonicalJson(statement.data)) }
  })
}

function isPersonal(statement: Statement): boolean {
  return EVENT_BY_TYPE.get(statement.type)?.personal !== undefined
}

function personOf(statement: Statement): string {
  return String(statement.data.staffNo)
}

async function personKeys(tx: Tx, staffNos: readonly string[], vault: NameVault): Promise<Map<string, string>> {
  const known = await tx.db.selectFrom('person_key').selectAll().where('staff_no', 'in', staffNos).execute()
  const keys = new Map(known.map(row => [row.staff_no, row.wrapped_key]))
  const fresh = staffNos.filter(staffNo => !keys.has(staffNo)).map(staffNo => ({ staff_no: staffNo, wrapped_key: vault.newPersonKey() }))
  if (fresh.length > 0)
    await tx.db.insertInto('person_key').values(fresh).execute()
  for (const row of fresh)
    keys.set(row.staff_no, row.wrapped_key)
  return keys
}
