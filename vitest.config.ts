/**
 * All tests in one run, in three groups one after the other, so that no browser test competes with the rest
 * for the processor: `unit` (beside the code), `integration` (server/test: real database, real sockets on
 * port 0) and `browser` (web/test: a real Chromium). One alone: `npm test -- unit server/src/db`.
 */
import { defineConfig } from 'vitest/config'

const notThese = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,mock-data,docs}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: notThese,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['server/test/**/*.test.ts'],
          exclude: notThese,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
