/**
 * Which pledge figures of a unit and of its children the public may not see (domain.md §6.1).
 *
 * The audits run from the root down, one for each unit on the way, because what is hidden of a unit depends on its
 * parent and its siblings. They look at how many people there are and never at who signed. Campaigns that a bureau
 * holds optional are audited apart from the mandatory ones: they enter neither the total nor the lines.
 */
import type { FigureId } from '../../../model/disclosure/figures.ts'
import type { DisclosureInput } from '../../../model/disclosure/planDisclosure.ts'
import type { Part } from '../../../model/parts/part.ts'
import type { Scene } from './scene.ts'
import { planDisclosure } from '../../../model/disclosure/planDisclosure.ts'
import { cellsOf } from '../../../model/parts/pledgesPart.ts'

export type Hidden = ReadonlySet<FigureId>

export interface Disclosure {
  /** Hidden figures of the unit and of its children. */
  hidden: (unit: string, scene: Scene) => Promise<Hidden>
  /** Whether the plan of a unit and its children differs from the one last asked about; so it does the first time. */
  changed: (unit: string, scene: Scene) => Promise<boolean>
  /** Every plan counts as changed next time: what was last asked may have been rolled back. */
  forget: () => void
}

const MAX_KEPT_PLANS = 2_000

/** Keeps plans by structure: people come and go rarely, signatures often. */
export function createDisclosure(): Disclosure {
  const plans = new Map<string, Hidden>()
  const last = new Map<string, string>()

  function plan(input: DisclosureInput): Hidden {
    const structure = JSON.stringify([input.nodeId, input.parts, [...input.alreadySuppressed ?? []].sort()])
    let hidden = plans.get(structure)
    if (hidden === undefined) {
      if (plans.size >= MAX_KEPT_PLANS)
        plans.clear()
      hidden = planDisclosure(input).suppressed
      plans.set(structure, hidden)
    }
    return hidden
  }

  async function hiddenOf(unit: string, scene: Scene, mandatory: boolean): Promise<Hidden> {
    let above: Hidden = new Set()
    let hidden: Hidden = above
    for (const node of scene.tree.path(unit)) {
      const children = scene.tree.children(node)
      const isRoot = scene.tree.parent(node) === undefined
      if (isRoot || children.length > 0)
        hidden = plan({ nodeId: node, parts: await partsOf(node, scene, mandatory), alreadySuppressed: figuresOf(node, above) })
      above = hidden
    }
    return hidden
  }

  async function hidden(unit: string, scene: Scene): Promise<Hidden> {
    const mandatory = await hiddenOf(unit, scene, true)
    const optional = await hiddenOf(unit, scene, false)
    // The optional audit's totals and lines are never shown; only its types are.
    return new Set([...mandatory, ...[...optional].filter(id => !isTotalOrLine(id))])
  }

  return {
    hidden,
    async changed(unit, scene) {
      const plan = [...await hidden(unit, scene)].sort().join('\n')
      const isNew = last.get(unit) !== plan
      last.set(unit, plan)
      return isNew
    },
    forget: () => last.clear(),
  }
}

async function partsOf(node: string, scene: Scene, mandatory: boolean): Promise<DisclosureInput['parts']> {
  const structure = (part: Part) => cellsOf(part, false)
    .filter(cell => (scene.wording.pledgeType(cell.type)?.mandatory ?? true) === mandatory)
    .map(({ line, type, den }) => ({ line, type, den }))
  return [
    { id: `${node}/staff`, published: false, cells: structure(await scene.own(node, 'pledges')) },
    ...await Promise.all(scene.tree.children(node).map(async child => ({ id: child, published: true, cells: structure(await scene.total(child, 'pledges')) }))),
  ]
}

function figuresOf(unit: string, figures: Hidden): Hidden {
  return new Set([...figures].filter(id => id.startsWith(`${unit}/`)))
}

function isTotalOrLine(id: FigureId): boolean {
  const rest = id.slice(id.indexOf('/') + 1)
  return rest.startsWith('total') || rest.startsWith('line')
}
