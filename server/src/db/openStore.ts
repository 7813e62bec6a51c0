/** Opens the store that the settings name, brought to the newest schema. */
import type { Store } from './store.ts'

export type StoreSettings
  = | { kind: 'sqlite', path: string }
    | { kind: 'postgres', url: string }
    | { kind: 'pglite', directory?: string }

/** The drivers are loaded when they are needed: an embedded installation never reads PostgreSQL's. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  switch (settings.kind) {
    case 'sqlite':
      return (await import('./sqlite/sqliteStore.ts')).openSqliteStore(settings.path)
    case 'postgres':
      return (await import('./postgres/postgresStore.ts')).openPostgresStore(settings.url)
    case 'pglite':
      return (await import('./postgres/pgliteStore.ts')).openPgliteStore(settings.directory)
  }
}
