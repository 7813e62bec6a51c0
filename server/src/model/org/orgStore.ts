/** The current tree of units, read from the table and kept until a unit is declared. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { OrgTree } from './orgTree.ts'
import { createOrgTree } from './orgTree.ts'

export interface OrgStore {
  current: () => OrgTree
  /** Builds the tree that the transaction would leave behind, without taking it over. */
  preview: (db: Kysely<Database>) => Promise<OrgTree>
  /** Takes a tree over, once what it was built from is committed. */
  replace: (tree: OrgTree) => void
}

export async function createOrgStore(db: Kysely<Database>): Promise<OrgStore> {
  const preview = async (from: Kysely<Database>): Promise<OrgTree> => createOrgTree(await from.selectFrom('unit_span').selectAll().execute())
  let tree = await preview(db)
  return {
    current: () => tree,
    preview,
    replace(next) {
      tree = next
    },
  }
}
