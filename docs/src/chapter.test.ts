import { expect, it } from 'vitest'
import { stepsOf } from './chapter.ts'

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`

it('finds the commands of a chapter with what they answer, and nothing else', () => {
  const chapter = [fence('sh', 'one'), '它答：', fence('json', '{ "a": 1 }'), fence('bash', 'not run'), fence('json', '{}'), fence('sh', 'two \\\n  lines')].join('\n文字\n')
  expect(stepsOf(chapter)).toEqual([{ command: 'one\n', answer: { a: 1 } }, { command: 'two \\\n  lines\n' }])
})

it('an answer that is no JSON is a fault of the chapter', () => {
  expect(() => stepsOf(fence('sh', 'one') + fence('json', '{ … }'))).toThrow(SyntaxError)
})
