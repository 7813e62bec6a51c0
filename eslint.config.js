/**
 * How the code is checked: antfu's preset for TypeScript and Vue, the house's own limits (length, parameters,
 * no `any`, no default exports) and the layer arrows. Documents and YAML keep the form their authors gave them.
 */
import antfu from '@antfu/eslint-config'
import { houseRules } from './scripts/lintArrows.js'

const TESTS = ['**/*.test.ts', '**/test/**/*.ts', '**/bench/**/*.ts']
/** Programs that talk to a person at a terminal. */
const PROGRAMS = ['scripts/**', '**/src/main.ts', '**/src/cli/**', '**/src/cli.ts', 'docs/src/**', ...TESTS]
const CONFIGS = ['**/*.config.{js,ts}', '**/*.d.ts']
/** Rules of syntax by the sentence that a breach answers with. */
const forbid = selectors => ['error', ...Object.entries(selectors).map(([selector, message]) => ({ selector, message }))]
const SILENCING = { 'TSAsExpression > TSAsExpression': 'A double cast silences the compiler: narrow the value instead.' }
/** Kiosks run Chromium 86; the build lowers syntax, not what is called. */
const NEWER_CALLS = {
  'CallExpression[callee.property.name=/^(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|isWellFormed)$/]': 'Chromium 86 lacks this method.',
  'CallExpression[callee.object.name="Object"][callee.property.name="groupBy"]': 'Chromium 86 lacks this function.',
  'CallExpression[callee.object.name="AbortSignal"]': 'Chromium 86 lacks the static functions of AbortSignal.',
  'CallExpression[callee.object.name="crypto"][callee.property.name="randomUUID"]': 'Chromium 86 lacks crypto.randomUUID.',
  'CallExpression[callee.object.name="URL"][callee.property.name="canParse"]': 'Chromium 86 lacks URL.canParse.',
  'CallExpression[callee.name="structuredClone"]': 'Chromium 86 lacks structuredClone.',
}
const longest = max => ['error', { max, skipBlankLines: false, skipComments: false }]

export default antfu(
  {
    type: 'app',
    typescript: true,
    vue: true,
    markdown: false,
    pnpm: false,
    formatters: false,
    yaml: false,
    stylistic: { indent: 2, quotes: 'single', semi: false },
    ignores: ['docs/**/*.html', 'server/config/**/*.schema.json'],
  },
  {
    name: 'qinglian/limits',
    files: ['**/*.{ts,js,mjs,vue}'],
    plugins: { qinglian: houseRules },
    rules: {
      'qinglian/arrows': 'error',
      'qinglian/no-utils-folder': 'error',
      // With options, or those of the preset would stay in force.
      'no-console': ['error', {}],
      'no-empty': ['error', { allowEmptyCatch: false }],
      // Node's globals are meant; shared, where they are not, restricts them itself.
      'node/prefer-global/process': 'off',
      'node/prefer-global/buffer': 'off',
      // What needs saying of a parameter is said; the rest says its name.
      'jsdoc/check-param-names': ['error', { disableMissingParamChecks: true }],
      // A line that fits is easier to read than five that do not say more.
      'antfu/reasonable-newline': 'off',
      'antfu/consistent-chaining': 'off',
      // Blind to what changes while a loop awaits.
      'no-unmodified-loop-condition': 'off',
    },
  },
  { name: 'qinglian/json', files: ['**/package.json', '**/tsconfig*.json'], rules: { 'jsonc/sort-keys': 'off' } },
  { name: 'qinglian/params', files: ['**/*.{ts,js,mjs,vue}'], ignores: TESTS, rules: { 'max-params': ['error', 3] } },
  { name: 'qinglian/length', files: ['**/*.{ts,js,mjs}'], ignores: TESTS, rules: { 'max-lines': longest(300) } },
  { name: 'qinglian/length-component', files: ['**/*.vue'], rules: { 'max-lines': longest(200) } },
  { name: 'qinglian/length-composable', files: ['**/use[A-Z]*.ts'], ignores: TESTS, rules: { 'max-lines': longest(120) } },
  {
    name: 'qinglian/types',
    files: ['**/*.{ts,vue}'],
    rules: {
      'ts/no-explicit-any': 'error',
      // A schema and its type share their name; tsc sees real clashes.
      'ts/no-redeclare': 'off',
      'no-restricted-exports': ['error', {
        restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true },
      }],
    },
  },
  {
    name: 'qinglian/no-silencing',
    files: ['**/*.{ts,vue}'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': forbid(SILENCING),
    },
  },
  {
    name: 'qinglian/chromium-86',
    files: ['{web,shared}/src/**/*.{ts,vue}'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': forbid({ ...SILENCING, ...NEWER_CALLS }),
      'e18e/prefer-object-has-own': 'off',
      'e18e/prefer-url-canparse': 'off',
    },
  },
  {
    name: 'qinglian/entry',
    files: ['web/src/main.ts'],
    // A polyfill is imported first, for what comes after it.
    rules: { 'perfectionist/sort-imports': 'off' },
  },
  {
    name: 'qinglian/shared',
    files: ['shared/src/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...['process', 'Buffer', 'global', 'window', 'document', 'navigator', 'localStorage', 'self']
        .map(name => ({ name, message: 'shared runs on every side: no Node and no DOM in it.' }))],
    },
  },
  {
    name: 'qinglian/promises',
    files: ['{shared,server,mock-data,docs,scripts}/**/*.ts'],
    ignores: ['**/*.d.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'ts/await-thenable': 'error',
      'ts/no-floating-promises': 'error',
      'ts/no-misused-promises': 'error',
      'ts/switch-exhaustiveness-check': 'error',
    },
  },
  { name: 'qinglian/programs', files: PROGRAMS, rules: { 'no-console': 'off', 'antfu/no-top-level-await': 'off' } },
  {
    name: 'qinglian/tests',
    files: TESTS,
    rules: {
      // A behaviour may begin with the name of a thing: “SQLite keeps…”, “POST answers…”.
      'test/prefer-lowercase-title': 'off',
    },
  },
  { name: 'qinglian/configs', files: CONFIGS, rules: { 'no-restricted-exports': 'off', 'antfu/no-top-level-await': 'off' } },
)
