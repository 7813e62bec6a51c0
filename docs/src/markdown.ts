/** The few pieces of Markdown that the generated pages are made of. */

/** Stands at the top of every generated page. */
export const GENERATED = '<!-- 由 npm run docs 生成，请勿手改：改代码，再运行一次。 -->'

export function page(title: string, ...blocks: readonly string[]): string {
  return `${[GENERATED, `# ${title}`, ...blocks].filter(block => block !== '').join('\n\n')}\n`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

/** A text in one cell: a bar would end it, and so would a line break. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

export function code(text: string): string {
  return `\`${text}\``
}

export function json(value: unknown): string {
  return ['```json', JSON.stringify(value, null, 2), '```'].join('\n')
}
