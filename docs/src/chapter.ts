/**
 * The commands of a chapter of the guide, so that a test can follow it word for word. A fence ```` ```sh ```` is a
 * command that every reader types and the test runs; a fence ```` ```json ```` right below it is what the command
 * answers, or a part of that. Commands that only a real machine can run stand in ```` ```bash ```` fences.
 */
export interface Step {
  readonly command: string
  /** Members that the answer has; nothing where the chapter shows none. */
  readonly answer?: object
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm

/** @param markdown the chapter's text */
export function stepsOf(markdown: string): Step[] {
  const steps: { command: string, answer?: object }[] = []
  let isOpen = false
  for (const [, language, text = ''] of markdown.matchAll(FENCE)) {
    const last = steps.at(-1)
    if (language === 'sh')
      steps.push({ command: text })
    else if (language === 'json' && isOpen && last !== undefined)
      last.answer = JSON.parse(text)
    isOpen = language === 'sh'
  }
  return steps
}
