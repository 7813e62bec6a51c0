/** Eyes on a page for as long as it stands: whether a panel ever lost its figures, and whether it is still the same page. */
import type { Page } from 'playwright-core'

/**
 * Looks at every change of the page. From the moment when a panel first had figures it may never be without.
 * @param page one that is open already, or one that is about to be: then it is looked at from its first change on
 * @returns the faults so far
 */
export async function watchForEmptyPanels(page: Page): Promise<() => Promise<string[]>> {
  const watch = (): void => {
    const faults: string[] = []
    const filled = new Set<string>()
    const names = ['supervision', 'pledges', 'alerts', 'feed']
    const look = (): void => names.forEach((name) => {
      const element = document.querySelector(`[data-panel="${name}"]`)
      const isFilled = name === 'feed' ? element?.querySelector('li') : [...element?.querySelectorAll('[data-value]') ?? []].some(node => node.getAttribute('data-value') !== '' && node.textContent !== '')
      if (isFilled)
        filled.add(name)
      if ((!isFilled && filled.has(name)) || /NaN|undefined|null/.test(element?.textContent ?? ''))
        faults.push(`${name}: ${element?.textContent ?? 'gone'}`)
    })
    look()
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
    Object.assign(window, { emptyPanels: () => filled.size === names.length ? faults : [...faults, `only ${[...filled].join(' ')} ever had figures`] })
  }
  if (page.url() === 'about:blank')
    await page.addInitScript(watch)
  else
    await page.evaluate(watch)
  return () => page.evaluate(() => (window as unknown as { emptyPanels: () => string[] }).emptyPanels())
}

/** A mark that a reload would wipe out. @returns whether it is still there */
export async function markPage(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  return () => page.evaluate(() => 'isSamePage' in window)
}
