import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
/** Every error code that the server's code names is one of the registry, and every one of the registry is used. */
import { ERRORS } from '@qinglian/shared'
import { expect, it } from 'vitest'

const AREAS = new Set(Object.keys(ERRORS).map(code => code.split('.')[0]!))
/** A column and a package that look like codes of an area. */
const NO_CODES = new Set(['quarantine.times', 'socket.io'])
const LITERAL = /'([a-z]+\.[a-z]+(?:-[a-z]+)*)'/g

function codesIn(text: string): string[] {
  return [...text.matchAll(LITERAL)].map(match => match[1]!).filter(literal => AREAS.has(literal.split('.')[0]!) && !NO_CODES.has(literal))
}

const named = new Map(readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('test/'))
  .flatMap(path => codesIn(readFileSync(join(import.meta.dirname, path), 'utf8')).map(code => [code, path] as const)))

it('what the server throws or answers is in the registry', () => {
  expect([...named].filter(([code]) => !Object.hasOwn(ERRORS, code))).toEqual([])
})

it('a code that nobody registered would be found', () => {
  expect(codesIn(`throw new AppError('event.unheard-of')`)).toEqual(['event.unheard-of'])
})

it('the registry holds nothing that the server never says', () => {
  expect(Object.keys(ERRORS).filter(code => !named.has(code))).toEqual([])
})
