/**
 * Which figures over people the public may not see of a unit and of its children: pledges, and the rates of other
 * subjects, each a population of its own (domain.md §6.1).
 *
 * The audits run from the root down, one for each unit on the way, because what is hidden of a unit depends on its
 * parent and its siblings. They look at how many people there are and never at who signed. Campaigns that a bureau
 * holds optional are audited apart from the mandatory ones: they enter neither the total nor the lines.
 */
import type { FigureId } from '../../../model/disclosure/figures.ts'
import type { DisclosureInput } from '../../../model/disclosure/planDisclosure.ts'
import type { Part, PartSubject } from '../../../model/parts/part.ts'
import type { Scene } from './scene.ts'
import { figureId } from '../../../model/disclosure/figures.ts'
import { planDisclosure } from '../../../model/disclosure/planDisclosure.ts'
import { cellsOf } from '../../../model/parts/pledgesPart.ts'
import { RECORD_SUBJECTS } from '../../../model/records/catalogue.ts'

export type Hidden = ReadonlySet<FigureId>

export interface Disclosure {
  /** Hidden figures of the unit and of its children. */
  hidden: (unit: string, scene: Scene) => Promise<Hidden>
  /** Whether the public must not see a rate over people, whose numbers stand in the sums of a subject. */
  hidesRate: (unit: string, rate: PeopleRate, scene: Scene) => Promise<boolean>
  /**
   * Whether a subject's plan of a unit and its children differs from the one last asked about; so it does the first time.
   * Never for a subject that says nothing of people.
   */
  changed: (unit: string, subject: PartSubject, scene: Scene) => Promise<boolean>
  /** Every plan counts as changed next time: what was last asked may have been rolled back. */
  forget: () => void
}

/** A rate that is one population of its own: `den` is the sum `m:<code>.den` of the subject's parts. */
export interface PeopleRate { readonly subject: PartSubject, readonly code: string }

/** What is audited at a unit: its own staff and its children, with the people in each. */
type PartsAt = (node: string, scene: Scene) => Promise<DisclosureInput['parts']>

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

  async function hiddenOf(unit: string, scene: Scene, partsAt: PartsAt): Promise<Hidden> {
    let above: Hidden = new Set()
    let hidden: Hidden = above
    for (const node of scene.tree.path(unit)) {
      const children = scene.tree.children(node)
      const isRoot = scene.tree.parent(node) === undefined
      if (isRoot || children.length > 0)
        hidden = plan({ nodeId: node, parts: await partsAt(node, scene), alreadySuppressed: figuresOf(node, above) })
      above = hidden
    }
    return hidden
  }

  const hiddenRate = (unit: string, rate: PeopleRate, scene: Scene): Promise<Hidden> => hiddenOf(unit, scene, (node, at) => peopleAt(node, at, rate))

  async function hidden(unit: string, scene: Scene): Promise<Hidden> {
    const mandatory = await hiddenOf(unit, scene, (node, at) => partsOf(node, at, true))
    const optional = await hiddenOf(unit, scene, (node, at) => partsOf(node, at, false))
    // The optional audit's totals and lines are never shown; only its types are.
    return new Set([...mandatory, ...[...optional].filter(id => !isTotalOrLine(id))])
  }

  return {
    hidden,
    hidesRate: async (unit, rate, scene) => (await hiddenRate(unit, rate, scene)).has(figureId(unit, { kind: 'total' })),
    async changed(unit, subject, scene) {
      const plans = subject === 'pledges' ? [await hidden(unit, scene)] : await Promise.all(peopleRates(subject).map(rate => hiddenRate(unit, rate, scene)))
      if (plans.length === 0)
        return false
      const plan = plans.map(one => [...one].sort().join(' ')).join('\n')
      const isNew = last.get(`${unit} ${subject}`) !== plan
      last.set(`${unit} ${subject}`, plan)
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

function peopleRates(subject: PartSubject): PeopleRate[] {
  return (RECORD_SUBJECTS.find(known => known.subject === subject)?.aboutPeople ?? []).map(code => ({ subject, code }))
}

/** One population: a single cell in each place. */
async function peopleAt(node: string, scene: Scene, { subject, code }: PeopleRate): Promise<DisclosureInput['parts']> {
  const cells = (part: Part) => [{ line: '', type: '', den: part.sums[`m:${code}.den`] ?? 0 }]
  return [
    { id: `${node}/staff`, published: false, cells: cells(await scene.own(node, subject)) },
    ...await Promise.all(scene.tree.children(node).map(async child => ({ id: child, published: true, cells: cells(await scene.total(child, subject)) }))),
  ]
}

function figuresOf(unit: string, figures: Hidden): Hidden {
  return new Set([...figures].filter(id => id.startsWith(`${unit}/`)))
}

function isTotalOrLine(id: FigureId): boolean {
  const rest = id.slice(id.indexOf('/') + 1)
  return rest.startsWith('total') || rest.startsWith('line')
}
