/** Reads one model file and tells each problem by line, key and what should stand there. */
import type { Static, TSchema } from '@qinglian/shared'
import type { Document } from 'yaml'
import type { Path, ShapeProblem } from './problem.ts'
import Value from 'typebox/value'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { shapeProblems } from './shapeProblems.ts'

export interface ConfigFile<S extends TSchema = TSchema> {
  /** `indicators.yaml` */
  readonly name: string
  readonly schema: S
  /** What the schema cannot say; asked only of a value that is valid by it. */
  readonly check: (value: Static<S>) => ShapeProblem[]
}

/** @returns the value, or every problem as a line of text. @param path as it shall be named in messages. */
export function readConfigText<S extends TSchema>(file: ConfigFile<S>, text: string, path: string): { value: Static<S> } | { problems: string[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0)
    return { problems: document.errors.map(error => `${path} 第 ${lines.linePos(error.pos[0]).line} 行：${syntaxMessage(error.code, error.message)}`) }
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  const shape = shapeProblems(file.schema, value)
  const problems = shape.length === 0 && Value.Check(file.schema, value) ? file.check(value) : shape
  if (problems.length === 0 && Value.Check(file.schema, value))
    return { value }
  return { problems: problems.map(problem => `${path} 第 ${lineOf(document, problem, lines)} 行 ${keyOf(problem.path)}：${problem.message}`) }
}

function syntaxMessage(code: string, message: string): string {
  return code === 'DUPLICATE_KEY' ? '同一个键写了两次' : `不是正确的 YAML：${message}`
}

/** `indicators[2].thresholds.red` */
function keyOf(path: Path): string {
  const key = path.map(part => typeof part === 'number' ? `[${part + 1}]` : `.${part}`).join('').replace(/^\./, '')
  return key === '' ? '全文' : key
}

function lineOf(document: Document, { path, atKey }: ShapeProblem, lines: LineCounter): number {
  const offset = atKey === true ? keyOffset(document, path) : valueOffset(document, path)
  return offset === undefined ? 1 : lines.linePos(offset).line
}

function keyOffset(document: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const pair = isMap(parent) ? parent.items.find(item => isScalar(item.key) && String(item.key.value) === path.at(-1)) : undefined
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}

/** Where the value begins, or else where the nearest thing around it does. */
function valueOffset(document: Document, path: Path): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range)
      return node.range[0]
  }
  return isNode(document.contents) ? document.contents.range?.[0] : undefined
}
