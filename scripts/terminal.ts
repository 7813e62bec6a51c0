/**
 * What the scripts say: one line per step with a mark and a duration. On a terminal a single live line at the
 * bottom shows what is under way; anywhere else (a log, a pipe) only finished lines are written, without
 * colour, plus a sign of life on long steps. `NO_COLOR` is honoured.
 */
import { performance } from 'node:perf_hooks'
import process from 'node:process'

export interface Step {
  /** What the step is doing now, shown live. */
  progress: (detail: string) => void
  done: (detail?: string) => void
  fail: (detail?: string) => void
}

export interface Terminal {
  line: (text?: string) => void
  step: (label: string) => Step
}

export interface TerminalOptions {
  stream?: Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean, columns?: number }
  nowMs?: () => number
  color?: boolean
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const SIGN_OF_LIFE_MS = 15_000

/** `840ms`, `3.2s`, `2m05s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000)
    return `${Math.round(ms)}ms`
  const seconds = ms / 1000
  if (seconds < 60)
    return `${seconds.toFixed(1)}s`
  return `${Math.floor(seconds / 60)}m${String(Math.floor(seconds % 60)).padStart(2, '0')}s`
}

/** Cuts to so many columns; a Chinese character takes two. */
export function cutToWidth(text: string, columns: number): string {
  let width = 0
  for (const [index, character] of Array.from(text).entries()) {
    width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(character) ? 2 : 1
    if (width > columns)
      return Array.from(text).slice(0, index).join('')
  }
  return text
}

export function createTerminal(options: TerminalOptions = {}): Terminal {
  const { stream = process.stdout, nowMs = () => performance.now() } = options
  const isLive = stream.isTTY === true
  const color = options.color ?? (isLive && !process.env.NO_COLOR)
  const paint = (code: number, text: string) => color ? `\u001B[${code}m${text}\u001B[0m` : text
  const running = new Set<{ label: string, detail: string, startedAt: number }>()
  let timer: NodeJS.Timeout | undefined

  function drawLive(): void {
    const parts = Array.from(running, ({ label, detail, startedAt }) =>
      `${label}${detail ? ` ${detail}` : ''} ${formatDuration(nowMs() - startedAt)}`)
    const frame = FRAMES[Math.floor(nowMs() / 100) % FRAMES.length]
    stream.write(`\r\u001B[K${parts.length === 0 ? '' : cutToWidth(`${frame} ${parts.join(' · ')}`, (stream.columns ?? 80) - 1)}`)
  }

  function line(text = ''): void {
    stream.write(`${isLive ? '\r\u001B[K' : ''}${text}\n`)
    if (isLive && running.size > 0)
      drawLive()
  }

  function step(label: string): Step {
    const state = { label, detail: '', startedAt: nowMs() }
    let lastSignAt = state.startedAt
    function progress(detail: string): void {
      state.detail = detail
      if (!isLive && nowMs() - lastSignAt >= SIGN_OF_LIFE_MS) {
        lastSignAt = nowMs()
        line(`  ${label} ${detail}`)
      }
    }
    function finish(mark: string, detail = ''): void {
      running.delete(state)
      if (running.size === 0)
        clearInterval(timer)
      line(`${mark} ${label}${detail ? `  ${detail}` : ''}  ${paint(2, formatDuration(nowMs() - state.startedAt))}`)
    }
    if (isLive && running.size === 0)
      timer = setInterval(drawLive, 100).unref()
    running.add(state)
    return { progress, done: detail => finish(paint(32, '✓'), detail), fail: detail => finish(paint(31, '✗'), detail) }
  }

  return { line, step }
}
