/**
 * The layer arrows of the house as one ESLint rule. Each arrow names a folder, what may not be imported
 * there, and why; the message of a breach is that sentence. Relative imports are resolved before they are
 * judged, so no spelling of a path gets round an arrow. Types count: a type of a higher layer is knowledge
 * of it. Plain JavaScript, because editors load ESLint with a Node of their own.
 */
import { dirname, join, relative, sep } from 'node:path'

const HTTP = /^(?:fastify|@fastify\/.+|socket\.io(?:-client)?|@socket\.io\/.+|node:https?)$/
const VUE_OR_HTTP = /^(?:vue|pinia|vue-.+|@vue\/.+|@vueuse\/.+|echarts|naive-ui|fastify|@fastify\/.+|socket\.io.*)$/
const TEST = /(?:^|\/)(?:test|bench)\/|\.(?:test|spec|bench)\.ts$/

/** Whether a package (`vitest`) or repository path (`server/src/db/store.ts`) lies in what is named. */
function matches(target, what) {
  return what instanceof RegExp ? what.test(target) : target === what || target.startsWith(`${what}/`)
}

/**
 * In force from top to bottom; the first breach is reported. `only` lists all that may be imported besides
 * the folder itself, `never` what may not; `exceptTests` leaves tests and benches free.
 */
export const ARROWS = [
  {
    in: 'shared/src',
    never: [/^node:/, VUE_OR_HTTP, 'server', 'web', 'mock-data', 'docs'],
    because: 'shared is the contract for every side: no Node, DOM, Vue or Fastify and no other package in it',
  },
  { in: 'web', never: ['server'], because: 'web and server never meet: what both need stands in shared' },
  { in: 'server', never: ['web'], because: 'web and server never meet: what both need stands in shared' },
  {
    in: 'server/src',
    never: ['mock-data'],
    exceptTests: true,
    because: 'the server knows no sample data: it comes through the same HTTP door as anyone\'s',
  },
  {
    in: 'mock-data',
    only: ['shared', /^node:/],
    exceptTests: true,
    because: 'mock-data is an upstream like any other: it imports only shared and node:*',
  },
  {
    in: 'server/src/db',
    never: ['server/src/data', 'server/src/model', 'server/src/present'],
    because: 'db is the ground the layers stand on: it knows neither data, model nor present',
  },
  {
    in: 'server/src/data',
    never: ['server/src/present'],
    because: 'data flows data → model → present: what is shown is no concern of the door',
  },
  {
    in: 'server/src/model',
    never: ['server/src/data/ingest', 'server/src/present', HTTP],
    because: 'data flows data → model → present, and model knows no HTTP or socket',
  },
  {
    in: 'server/src/present',
    never: ['server/src/data'],
    because: 'present writes no fact: it reads the model and never imports from data',
  },
]

/** What an import means, as a repository path or a package name; `@qinglian/x` is the folder `x`. */
function resolveImport(specifier, importer) {
  if (specifier.startsWith('.'))
    return join(dirname(importer), specifier).split(sep).join('/')
  return specifier.startsWith('@qinglian/') ? specifier.slice('@qinglian/'.length) : specifier
}

function breaks(arrow, importer, target) {
  if (!matches(importer, arrow.in) || (arrow.exceptTests && TEST.test(importer)))
    return false
  if (arrow.only)
    return !matches(target, arrow.in) && !arrow.only.some(what => matches(target, what))
  return arrow.never.some(what => matches(target, what))
}

const arrows = {
  meta: { type: 'problem', schema: [], messages: { arrow: '“{{specifier}}” may not be imported here: {{because}}.' } },
  create(context) {
    const importer = relative(context.cwd, context.filename).split(sep).join('/')
    function check(source) {
      if (typeof source?.value !== 'string')
        return
      const target = resolveImport(source.value, importer)
      const broken = ARROWS.find(arrow => breaks(arrow, importer, target))
      if (broken)
        context.report({ node: source, messageId: 'arrow', data: { specifier: source.value, because: broken.because } })
    }
    return {
      ImportDeclaration: node => check(node.source),
      ExportNamedDeclaration: node => check(node.source),
      ExportAllDeclaration: node => check(node.source),
      ImportExpression: node => check(node.source),
      TSImportType: node => check(node.source ?? node.argument?.literal),
    }
  },
}

const noUtilsFolder = {
  meta: { type: 'problem', schema: [], messages: { utils: 'No “{{folder}}” folder: name the topic.' } },
  create(context) {
    const folder = relative(context.cwd, context.filename).split(sep).slice(0, -1).find(name => /^(?:utils?|helpers?|misc)$/.test(name))
    return { Program: node => folder && context.report({ node, messageId: 'utils', data: { folder } }) }
  },
}

export const houseRules = { meta: { name: 'qinglian' }, rules: { 'arrows': arrows, 'no-utils-folder': noUtilsFolder } }
