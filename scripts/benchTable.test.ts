import { describe, expect, it } from 'vitest'
import { formatBenchTable, formatFigure, parseBenchOutput } from './benchTable.ts'

describe('bench results', () => {
  it('stand in the last line, whatever a bench says before', () => {
    const stdout = 'warming up\n{"results":[{"scenario":"batch of 500","value":74000,"unit":"events/s","ratio":0.82}]}\n'
    expect(parseBenchOutput('ingest', stdout)).toEqual([{ bench: 'ingest', scenario: 'batch of 500', value: 74000, unit: 'events/s', ratio: 0.82 }])
  })

  it.each(['', 'done', '{}', '{"results":[]}', '{"results":[{"scenario":"a","value":"7","unit":"s"}]}', '[1]'])('are none in %j', (stdout) => {
    expect(parseBenchOutput('ingest', stdout)).toBeUndefined()
  })

  it('become a Markdown table without empty columns', () => {
    const table = formatBenchTable([{ bench: 'ingest', scenario: 'single', value: 3210.4, unit: 'events/s' }])
    expect(table).toBe('| bench | scenario | value | unit |\n| --- | --- | ---: | --- |\n| ingest | single | 3,210 | events/s |')
  })

  it.each([[74_213, '74,213'], [3.2149, '3.21'], [0.04561, '0.0456'], [0, '0'], [12.34, '12.3']])('%d is shown as %s', (value, text) => {
    expect(formatFigure(value)).toBe(text)
  })
})
