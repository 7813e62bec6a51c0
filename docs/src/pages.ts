/** Every generated page, by its place under `docs/`. The same code gives the same text, on any machine and day. */
import { eventsPage } from './eventsPage.ts'
import { openExhibit } from './exampleHouse.ts'
import { httpPage } from './httpPage.ts'
import { errorsPage, indicatorsPage, settingsPage } from './listPages.ts'
import { topicsPage } from './topicsPage.ts'

export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const { openapi, topics } = await openExhibit()
  return new Map([
    ['reference/events.md', eventsPage()],
    ['reference/topics.md', topicsPage(topics)],
    ['reference/errors.md', errorsPage()],
    ['reference/settings.md', settingsPage()],
    ['reference/indicators.md', indicatorsPage()],
    ['reference/http.md', httpPage(openapi)],
  ])
}
