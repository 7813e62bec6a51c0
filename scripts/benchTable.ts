/** What benches say, read and set as a table. */
export interface BenchResult {
  bench: string
  scenario: string
  value: number
  unit: string
  /** To the bare engine in the same run. */
  ratio?: number
  note?: string
}

function isResult(value: unknown): value is Omit<BenchResult, 'bench'> {
  return typeof value === 'object' && value !== null
    && 'scenario' in value && typeof value.scenario === 'string'
    && 'value' in value && typeof value.value === 'number'
    && 'unit' in value && typeof value.unit === 'string'
    && (!('ratio' in value) || typeof value.ratio === 'number')
    && (!('note' in value) || typeof value.note === 'string')
}

/** The results in a bench's last line; nothing where it is no such line. */
export function parseBenchOutput(bench: string, stdout: string): BenchResult[] | undefined {
  const last = stdout.trimEnd().split('\n').pop() ?? ''
  try {
    const said: unknown = JSON.parse(last)
    const results = typeof said === 'object' && said !== null && 'results' in said && Array.isArray(said.results) ? said.results : []
    return results.length > 0 && results.every(isResult) ? results.map(result => ({ ...result, bench })) : undefined
  }
  catch (error) {
    if (error instanceof SyntaxError)
      return undefined
    throw error
  }
}

/** Three significant digits, thousands grouped: `74,200`, `3.21`, `0.0456`. */
export function formatFigure(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toLocaleString('en-US', { minimumFractionDigits: Math.min(digits, 6), maximumFractionDigits: Math.min(digits, 6) })
}

/** A Markdown table; columns that nobody fills are left out. */
export function formatBenchTable(results: readonly BenchResult[]): string {
  const columns: { title: string, isRight: boolean, text: (result: BenchResult) => string }[] = [
    { title: 'bench', isRight: false, text: result => result.bench },
    { title: 'scenario', isRight: false, text: result => result.scenario },
    { title: 'value', isRight: true, text: result => formatFigure(result.value) },
    { title: 'unit', isRight: false, text: result => result.unit },
    { title: 'ratio', isRight: true, text: result => result.ratio === undefined ? '' : `${formatFigure(result.ratio)}×` },
    { title: 'note', isRight: false, text: result => result.note ?? '' },
  ]
  const filled = columns.filter(column => results.some(result => column.text(result) !== ''))
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    row(filled.map(column => column.title)),
    row(filled.map(column => column.isRight ? '---:' : '---')),
    ...results.map(result => row(filled.map(column => column.text(result)))),
  ].join('\n')
}
