/**
 * One round of the presenter: for the marked topics that are due, computes the parts, merges them upwards, composes the
 * values, and stores those that differ. All in the caller's transaction, so marks, parts and topics always agree.
 */
import type { Audience, Subject } from '@qinglian/shared'
import type { Tx } from '../../db/store.ts'
import type { Terms } from '../../model/calendar/terms.ts'
import type { SourceView } from '../../model/freshness.ts'
import type { OrgTree } from '../../model/org/orgTree.ts'
import type { OwnPart, Part, PartSubject } from '../../model/parts/part.ts'
import type { Disclosure } from './compose/hidden.ts'
import type { Scene, Wording } from './compose/scene.ts'
import type { StoredTopic, TopicStore } from './topicStore.ts'
import { AUDIENCES, topicName } from '@qinglian/shared'
import { engineLateAt, nextStateChange, sourceView } from '../../model/freshness.ts'
import { isIndicatorSubject } from '../../model/metrics/indicatorsOf.ts'
import { saveMetricsNow } from '../../model/metrics/metricNow.ts'
import { sourcesOf } from '../../model/parts/arrivals.ts'
import { ownPart } from '../../model/parts/catalogue.ts'
import { earliest, EMPTY_PART, isPartSubject, mergeParts } from '../../model/parts/part.ts'
import { composeTopic } from './compose/catalogue.ts'
import { readGate } from './dailyGate.ts'

export interface Marked { readonly unit: string, readonly subject: Subject }

export interface RoundOptions {
  readonly org: OrgTree
  readonly days: Terms
  readonly wording: Wording
  readonly topics: TopicStore
  readonly disclosure: Disclosure
  readonly atMs: number
  /** Everything marked, due or not: what lies below a due unit is counted in even when its own topic has to wait. */
  readonly marked: readonly Marked[]
}

export interface Round {
  /** Brings one topic up to date; gives the values that changed. */
  present: (mark: Marked) => Promise<StoredTopic[]>
}

/** Subjects whose totals the table of stations shows. */
const IN_STATIONS: readonly Subject[] = ['supervision', 'pledges', 'alerts', 'sources']

export async function beginRound(tx: Tx, options: RoundOptions): Promise<Round> {
  const { org, days, wording, atMs } = options
  const sources = await sourceView(tx.db, atMs)
  const tree = org.at(atMs)
  const refreshed = new Set<string>()
  const parts = partReader(tx)
  const gate = await readGate(tx)
  const scene: Scene = { db: tx.db, org, tree, days, atMs, wording, sources, own: parts.own, total: parts.total }

  /** Computes a unit's part anew, what is marked below it first. */
  async function refresh(unit: string, subject: PartSubject): Promise<void> {
    if (refreshed.has(`${unit}/${subject}`))
      return
    refreshed.add(`${unit}/${subject}`)
    const children = tree.children(unit)
    for (const child of children) {
      if (options.marked.some(mark => mark.unit === child && mark.subject === subject))
        await refresh(child, subject)
    }
    const own = await ownPart(subject, { code: unit, level: org.describe(unit, atMs)!.level }, { db: tx.db, org, days, atMs })
    const below = await Promise.all(children.map(child => parts.total(child, subject)))
    const total = mergeParts([own.part, ...below])
    const before = await parts.saved(unit, subject)
    const ownBefore = await parts.own(unit, subject)
    await parts.save({ unit, subject, own, total, atMs, sources })
    if (isIndicatorSubject(subject)) {
      await saveMetricsNow(tx, { unit, subject, total, atMs }, wording)
      // How the sources do has a say in it too, so it is looked at even where no figure moved; those of a unit are also heard below it.
      const heard = (part: Part): string => JSON.stringify([...sourcesOf([part], true)].map(([source, ms]) => [source, days.dayOf(ms)]))
      const hearing = heard(ownBefore) === heard(own.part) ? [unit] : tree.subtree(unit)
      await tx.markDirty(hearing.map(code => ({ unit: code, subject: 'portrait' })))
    }
    const parent = tree.parent(unit)
    if (parent !== undefined && before !== JSON.stringify(total))
      await tx.markDirty([{ unit: parent, subject }, ...(IN_STATIONS.includes(subject) ? [{ unit: parent, subject: 'stations' }] : [])])
    if (subject === 'pledges' && before !== JSON.stringify(total))
      await tx.markDirty([{ unit, subject: 'sources' }])
    await markWhereHiddenChanged(unit, subject)
  }

  /** What is hidden of a unit depends on its siblings: when the plan of a level changes, all of that level is shown anew. */
  async function markWhereHiddenChanged(unit: string, subject: PartSubject): Promise<void> {
    for (const node of [tree.parent(unit), unit]) {
      if (node === undefined || !await options.disclosure.changed(node, subject, scene))
        continue
      const shown = subject === 'pledges' ? [{ unit: node, subject }, { unit: node, subject: 'stations' }] : [{ unit: node, subject }]
      await tx.markDirty([...shown, ...tree.children(node).map(child => ({ unit: child, subject }))])
    }
  }

  async function composed(unit: string, subject: Subject, audience: Audience): Promise<StoredTopic | undefined> {
    const json = JSON.stringify(await composeTopic({ unit, subject, audience }, scene, options.disclosure))
    const name = topicName(unit, subject)
    const known = options.topics.peek(name, audience) ?? await storedTopic(tx, name, audience)
    const isHeld = known !== undefined && audience === 'public' && await gate.holds(unit, subject)
    if (isHeld || known?.json === json)
      return undefined
    const topic = { name, audience, rev: (known?.rev ?? 0) + 1, atMs, json }
    await tx.db.insertInto('topic').values({ name, audience, rev: topic.rev, at_ms: atMs, value: json })
      .onConflict(oc => oc.columns(['name', 'audience']).doUpdateSet({ rev: topic.rev, at_ms: atMs, value: json }))
      .execute()
    return topic
  }

  return {
    async present({ unit, subject }) {
      // The mark goes first: what refreshing marks anew must stay.
      await tx.db.deleteFrom('dirty_topic').where('unit', '=', unit).where('subject', '=', subject).execute()
      if (!org.isDeclared(unit))
        return forgetUnit(tx, unit)
      if (isPartSubject(subject))
        await refresh(unit, subject)
      const changed: StoredTopic[] = []
      for (const audience of AUDIENCES) {
        const topic = await composed(unit, subject, audience)
        if (topic !== undefined)
          changed.push(topic)
      }
      return changed
    },
  }
}

/**
 * A unit whose every declaration was retracted counts as never sent, and has no figures. Its topics stay where nobody can
 * ask for them: they remember `rev`, which must grow should the unit be declared again.
 */
async function forgetUnit(tx: Tx, unit: string): Promise<StoredTopic[]> {
  await tx.db.deleteFrom('part').where('unit', '=', unit).execute()
  await tx.db.deleteFrom('metric_now').where('unit', '=', unit).execute()
  return []
}

/** What the table holds, for a topic that is not in memory. */
async function storedTopic(tx: Tx, name: string, audience: Audience): Promise<{ rev: number, json: string } | undefined> {
  const row = await tx.db.selectFrom('topic').select(['rev', 'value']).where('name', '=', name).where('audience', '=', audience).executeTakeFirst()
  return row && { rev: row.rev, json: row.value }
}

/** Reads parts of this round once each. */
function partReader(tx: Tx) {
  const kept = new Map<string, { own: Part, total: Part, json: string | undefined }>()

  async function read(unit: string, subject: PartSubject) {
    const known = kept.get(`${unit}/${subject}`)
    if (known !== undefined)
      return known
    const row = await tx.db.selectFrom('part').select(['own', 'total']).where('unit', '=', unit).where('subject', '=', subject).executeTakeFirst()
    const entry = row === undefined
      ? { own: EMPTY_PART, total: EMPTY_PART, json: undefined }
      : { own: JSON.parse(row.own) as Part, total: JSON.parse(row.total) as Part, json: row.total }
    kept.set(`${unit}/${subject}`, entry)
    return entry
  }

  return {
    own: async (unit: string, subject: PartSubject) => (await read(unit, subject)).own,
    total: async (unit: string, subject: PartSubject) => (await read(unit, subject)).total,
    saved: async (unit: string, subject: PartSubject) => (await read(unit, subject)).json,
    async save({ unit, subject, own, total, atMs, sources }: { unit: string, subject: PartSubject, own: OwnPart, total: Part, atMs: number, sources: SourceView }) {
      const row = {
        own: JSON.stringify(own.part),
        total: JSON.stringify(total),
        wake_ms: earliest(own.wakeMs, nextStateChange(sourcesOf([total], true).keys(), sources), subject === 'alerts' ? engineLateAt(sources) : null),
        computed_ms: atMs,
      }
      await tx.db.insertInto('part').values({ unit, subject, ...row }).onConflict(oc => oc.columns(['unit', 'subject']).doUpdateSet(row)).execute()
      kept.set(`${unit}/${subject}`, { own: own.part, total, json: row.total })
    },
  }
}
