import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The project's own configuration; only the rules that need a file on disk are left out. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      'ts/await-thenable': 'off',
      'ts/no-floating-promises': 'off',
      'ts/no-misused-promises': 'off',
      'ts/switch-exhaustiveness-check': 'off',
    },
  },
})

async function complaints(filePath: string, code: string, rule: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: `${root}/${filePath}` })
  const messages = results.flatMap(result => result.messages)
  expect(messages.filter(message => message.fatal)).toEqual([])
  return messages.filter(message => message.ruleId === rule).map(message => message.message)
}

const imports = (specifier: string) => `import { x } from '${specifier}'\nexport const y = x\n`
const arrow = (filePath: string, specifier: string) => complaints(filePath, imports(specifier), 'qinglian/arrows')

describe('layer arrows', () => {
  it.each([
    ['shared/src/a.ts', 'node:fs', 'contract'],
    ['shared/src/topics/a.ts', 'vue', 'contract'],
    ['shared/src/a.ts', 'fastify', 'contract'],
    ['shared/src/a.ts', '@qinglian/server', 'contract'],
    ['web/src/live/a.ts', '@qinglian/server', 'never meet'],
    ['web/src/live/a.ts', '../../../server/src/errors.ts', 'never meet'],
    ['server/src/app.ts', '../../web/src/live/liveClient.ts', 'never meet'],
    ['server/src/app.ts', '@qinglian/web', 'never meet'],
    ['server/src/app.ts', '@qinglian/mock-data', 'HTTP door'],
    ['mock-data/src/a.ts', '@qinglian/server', 'upstream'],
    ['mock-data/src/a.ts', 'fastify', 'upstream'],
    ['server/src/db/a.ts', '../data/log/append.ts', 'ground'],
    ['server/src/db/a.ts', '../model/metrics/catalogue.ts', 'ground'],
    ['server/src/db/dialects/a.ts', '../../present/topics/store.ts', 'ground'],
    ['server/src/data/ingest/a.ts', '../../present/topics/store.ts', 'data → model → present'],
    ['server/src/model/projections/a.ts', '../../data/ingest/queue.ts', 'data → model → present'],
    ['server/src/model/a.ts', '../present/live/gateway.ts', 'data → model → present'],
    ['server/src/model/a.ts', 'fastify', 'no HTTP'],
    ['server/src/model/a.ts', 'socket.io', 'no HTTP'],
    ['server/src/model/a.ts', 'node:http', 'no HTTP'],
    ['server/src/present/topics/a.ts', '../../data/log/append.ts', 'writes no fact'],
  ])('%s may not import %s', async (filePath, specifier, because) => {
    expect(await arrow(filePath, specifier)).toEqual([expect.stringContaining(because)])
  })

  it.each([
    ['shared/src/a.ts', 'typebox'],
    ['server/src/data/ingest/a.ts', '../../model/projections/apply.ts'],
    ['server/src/model/projections/a.ts', '../../data/log/read.ts'],
    ['server/src/present/topics/a.ts', '../../model/metrics/catalogue.ts'],
    ['server/src/app.ts', './present/live/gateway.ts'],
    ['server/src/model/a.ts', '@qinglian/shared'],
    ['server/test/a.test.ts', '@qinglian/mock-data'],
    ['mock-data/src/a.ts', 'node:timers/promises'],
    ['mock-data/src/a.ts', './random.ts'],
    ['mock-data/src/a.test.ts', 'vitest'],
    ['web/src/live/a.ts', '@qinglian/shared'],
  ])('%s may import %s', async (filePath, specifier) => {
    expect(await arrow(filePath, specifier)).toEqual([])
  })

  it.each([
    `export { x } from '../present/a.ts'\n`,
    `export * from '../present/a.ts'\n`,
    `import type { X } from '../present/a.ts'\nexport type Y = X\n`,
    `export type Y = import('../present/a.ts').X\n`,
    `export const y = () => import('../present/a.ts')\n`,
  ])('no form of import gets round an arrow: %s', async (code) => {
    expect(await complaints('server/src/model/a.ts', code, 'qinglian/arrows')).toHaveLength(1)
  })
})

describe('house limits', () => {
  it.each([
    ['no-restricted-exports', 'server/src/a.ts', 'export default 1\n'],
    ['qinglian/no-utils-folder', 'server/src/utils/a.ts', 'export const a = 1\n'],
    ['no-console', 'server/src/app.ts', 'console.error(1)\n'],
    ['ts/no-explicit-any', 'server/src/a.ts', 'export const a: any = 1\n'],
    ['no-restricted-syntax', 'server/src/a.ts', 'export const a = (1 as unknown as string)\n'],
    ['no-restricted-syntax', 'web/src/live/a.ts', 'export const a = [1].at(-1)\n'],
    ['no-restricted-syntax', 'shared/src/a.ts', 'export const a = structuredClone({})\n'],
    ['max-params', 'server/src/a.ts', 'export function f(a: 1, b: 1, c: 1, d: 1) { return [a, b, c, d] }\n'],
    ['max-lines', 'server/src/a.ts', 'export {}\n'.repeat(301)],
    ['max-lines', 'web/src/live/useClock.ts', 'export {}\n'.repeat(121)],
    ['no-restricted-globals', 'shared/src/a.ts', 'export const a = window.name\n'],
    ['no-empty', 'server/src/a.ts', 'try { f() }\ncatch {}\n'],
  ])('%s holds in %s', async (rule, filePath, code) => {
    expect(await complaints(filePath, code, rule)).toHaveLength(1)
  })

  it.each([
    ['no-console', 'scripts/start.ts', 'console.log(1)\n'],
    ['no-console', 'server/src/cli/main.ts', 'console.log(1)\n'],
    ['no-restricted-syntax', 'server/src/a.ts', 'export const a = [1].at(-1)\n'],
    ['no-restricted-exports', 'web/vite.config.ts', 'export default {}\n'],
    ['max-lines', 'server/src/a.test.ts', 'export {}\n'.repeat(301)],
  ])('%s leaves %s alone', async (rule, filePath, code) => {
    expect(await complaints(filePath, code, rule)).toEqual([])
  })
})
