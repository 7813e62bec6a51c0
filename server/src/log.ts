/**
 * The log of the process: one JSON line an entry. It never holds a body, a query, an upstream id or a name: errors are
 * written by type, text and place, for drivers put rows and parsers put input into other members and texts.
 */
import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

/** Lines go to standard output, or where a test wants them. */
export function createLog(level: string, to?: { write: (line: string) => void }): FastifyBaseLogger {
  const options = { level, serializers: { err: describeError } }
  return to === undefined ? pino(options) : pino(options, to)
}

function describeError(error: unknown): { type: string, message: string, stack: string } {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'not an error', stack: '' }
  // A parser's text quotes what it could not read.
  const message = error instanceof SyntaxError ? 'syntax error' : error.message
  const places = (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at ')).join('\n')
  const cause = error.cause === undefined ? '' : `\ncaused by ${describeError(error.cause).stack}`
  return { type: error.name, message, stack: `${error.name}: ${message}\n${places}${cause}` }
}
