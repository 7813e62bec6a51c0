/** The draftsman with what he works by: the stored parts, and the disclosure control that the topics go by. */
import type { Statement } from './data/statement.ts'
import type { Store } from './db/store.ts'
import type { Terms } from './model/calendar/terms.ts'
import type { OrgTree } from './model/org/orgTree.ts'
import type { Draftsman } from './model/portrait/draftsman.ts'
import type { Wording } from './present/topics/compose/scene.ts'
import { createDraftsman } from './model/portrait/draftsman.ts'
import { hiddenFigures } from './present/metrics/publicFigures.ts'
import { storedScene } from './present/metrics/storedScene.ts'
import { createDisclosure } from './present/topics/compose/hidden.ts'

export interface PortraitsOptions {
  readonly store: Store
  readonly org: () => OrgTree
  readonly days: Terms
  readonly wording: Wording
  readonly clock: () => number
  readonly record: (statements: Statement[]) => Promise<void>
}

export function createPortraits({ store, org, days, wording, clock, record }: PortraitsOptions): Draftsman {
  const disclosure = createDisclosure()
  return createDraftsman({
    store,
    org,
    days,
    clock,
    record,
    rules: wording.portrait,
    async open(atMs) {
      const scene = await storedScene({ db: store.reader, org: org(), days, wording, atMs })
      const indicators = wording.portrait().indicators
      return { ...scene, hidden: (unit, codes) => hiddenFigures(unit, codes.map(code => indicators.get(code)!), { scene, disclosure }) }
    },
  })
}
