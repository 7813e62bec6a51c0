/**
 * All tests in one run, in groups one after the other, so that no browser test competes with the rest for the
 * processor: `unit` and `web` (beside the code; with a database both on SQLite and on PGlite), `integration` (server/test: real databases, real sockets on
 * port 0) and `browser` (web/test: the built wall in a real Chromium). Some alone: `npm test -- server/src/db`.
 */
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { defineConfig } from 'vitest/config'
import { totalsReporter } from './scripts/totalsReporter.ts'

// Group orders begin at 1: where there is one worker, Vitest runs the files of order 0 last.
const exclude = ['**/node_modules/**', '**/dist/**']
/** Tests beside the code that need a database run on PGlite too. */
const onEmbedded = globSync('server/src/**/*.test.ts', { cwd: import.meta.dirname })
  .filter(file => readFileSync(join(import.meta.dirname, file), 'utf8').includes('support/embedded.ts'))
const totalsFile = process.env.QINGLIAN_TEST_TOTALS

export default defineConfig({
  test: {
    // Vitest leaves one processor free by itself, which on two of them means one file at a time.
    maxWorkers: availableParallelism(),
    reporters: ['default', ...(totalsFile ? [totalsReporter(totalsFile)] : [])],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,mock-data,docs}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude,
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'unit on pglite',
          include: onEmbedded,
          exclude,
          env: { QINGLIAN_TEST_EMBEDDED: 'pglite' },
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: './web/vite.config.ts',
        root: './web',
        test: {
          name: 'web',
          include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
          exclude,
          testTimeout: 20_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['server/test/**/*.test.ts'],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['web/test/**/*.test.ts'],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})
