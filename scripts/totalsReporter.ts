/**
 * Counts for the closing line of `npm test`: tests that passed, tests that failed, and whatever else went
 * wrong (a file that could not be loaded, a hook that failed, an unhandled error), written to a file as JSON.
 */
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node'
import { writeFileSync } from 'node:fs'

export interface Totals {
  passed: number
  failed: number
  skipped: number
}

/** Adds up a finished run. A run that was cut off, or in which nothing ran, counts as one failure. */
export function countTests(modules: readonly TestModule[], unhandledErrors: number, reason: TestRunEndReason): Totals {
  const totals = { passed: 0, failed: unhandledErrors, skipped: 0 }
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      totals[state === 'passed' ? 'passed' : state === 'failed' ? 'failed' : 'skipped'] += 1
    }
    totals.failed += module.errors().length
    for (const suite of module.children.allSuites())
      totals.failed += suite.errors().length
  }
  if (totals.failed === 0 && (reason === 'interrupted' || totals.passed === 0))
    totals.failed = 1
  return totals
}

/** A Vitest reporter that leaves the totals in the given file. */
export function totalsReporter(file: string): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors, reason) {
      writeFileSync(file, JSON.stringify(countTests(modules, unhandledErrors.length, reason)))
    },
  }
}
