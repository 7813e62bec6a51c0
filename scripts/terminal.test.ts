import { describe, expect, it } from 'vitest'
import { createTerminal, cutToWidth, formatDuration } from './terminal.ts'

function recorder(isTTY: boolean) {
  let written = ''
  let now = 0
  const stream = {
    isTTY,
    columns: 40,
    write: (text: string) => {
      written += text
      return true
    },
  }
  const terminal = createTerminal({ stream, nowMs: () => now, color: false })
  return { terminal, written: () => written, pass: (ms: number) => now += ms }
}

describe('terminal', () => {
  it('writes one plain line a step where nobody watches', () => {
    const { terminal, written, pass } = recorder(false)
    const step = terminal.step('载入样例')
    step.progress('1 / 20')
    pass(3200)
    step.done('20 条')
    expect(written()).toBe('✓ 载入样例  20 条  3.2s\n')
  })

  it('gives a sign of life on a long step in a log, but not with each bit of progress', () => {
    const { terminal, written, pass } = recorder(false)
    const step = terminal.step('载入样例')
    for (const percent of [10, 20, 30, 40]) {
      pass(6000)
      step.progress(`${percent}%`)
    }
    expect(written()).toBe('  载入样例 30%\n')
  })

  it('erases the live line before a finished one', () => {
    const { terminal, written } = recorder(true)
    terminal.step('a').fail()
    expect(written()).toBe('\r\u001B[K✗ a  0ms\n')
  })

  it('keeps the live line of a step that goes on below the line of one that has finished', () => {
    const { terminal, written } = recorder(true)
    const [first, second] = [terminal.step('a'), terminal.step('b')]
    first.done()
    expect(written()).toMatch(/✓ a {2}0ms\n\r.*b 0ms$/)
    second.done()
  })

  it('counts a Chinese character as two columns', () => {
    expect(cutToWidth('青莲abc', 5)).toBe('青莲a')
    expect(cutToWidth('青莲', 3)).toBe('青')
    expect(cutToWidth('abc', 3)).toBe('abc')
  })

  it.each([[840, '840ms'], [3249, '3.2s'], [125_000, '2m05s']])('says %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})
