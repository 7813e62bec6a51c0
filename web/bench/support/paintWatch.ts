/**
 * When a figure of a page has changed, and when that was painted.
 *
 * What is measured: the instant a mutation gives the figure its new value, the instant its text has become another, and
 * the first instant after the frame with that text was drawn. The last is taken by a message posted from the animation
 * frame that follows the mutation: such a message runs after the frame's style, layout and paint. A change made within an
 * animation frame (as rolling figures do) is told one frame late that way, so the figure is an upper bound, by at most
 * 17 ms. What the compositor and the screen add is the same for every page and not in it.
 * All instants are of the page's clock; `offsetMs` brings them to this process's, found by the quickest of some questions.
 */
import type { Page } from 'playwright-core'

export interface Change { valueMs: number, textMs: number, paintedMs: number }

export interface PaintWatch {
  /** Waits until the figure has this value and its text has changed. Instants by `performance.now()` of this process. */
  next: (figure: string, value: string) => Promise<{ change: () => Promise<Change> }>
}

const QUESTIONS = 30

export async function watchPaint(page: Page): Promise<PaintWatch> {
  const offsetMs = await clockOffset(page)
  return {
    async next(figure, value) {
      const watching = await page.evaluateHandle(startWatch, [figure, value] as const)
      return {
        async change() {
          const seen = await watching.evaluate(({ changed }) => changed)
          await watching.dispose()
          return { valueMs: seen.valueMs - offsetMs, textMs: seen.textMs - offsetMs, paintedMs: seen.paintedMs - offsetMs }
        },
      }
    },
  }
}

/** How far the page's clock is ahead of ours. */
async function clockOffset(page: Page): Promise<number> {
  let best = { tookMs: Number.POSITIVE_INFINITY, offsetMs: 0 }
  for (let i = 0; i < QUESTIONS; i++) {
    const askedMs = performance.now()
    const thereMs = await page.evaluate(() => performance.now())
    const tookMs = performance.now() - askedMs
    if (tookMs < best.tookMs)
      best = { tookMs, offsetMs: thereMs - (askedMs + tookMs / 2) }
  }
  return best.offsetMs
}

/** Runs in the page. */
function startWatch([figure, value]: readonly [string, string]): { changed: Promise<Change> } {
  const find = (): HTMLElement | null => document.querySelector(`[data-figure="${figure}"]`)
  const before = find()?.textContent
  let valueMs: number | undefined
  const changed = new Promise<Change>((resolve) => {
    const observer = new MutationObserver(() => {
      const element = find()
      if (element?.dataset.value === value)
        valueMs ??= performance.now()
      if (valueMs === undefined || element?.textContent === before)
        return
      observer.disconnect()
      const textMs = performance.now()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve({ valueMs: valueMs ?? 0, textMs, paintedMs: performance.now() })
      requestAnimationFrame(() => port2.postMessage(undefined))
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  return { changed }
}
