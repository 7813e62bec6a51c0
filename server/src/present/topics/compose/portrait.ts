/**
 * `portrait`: for the public the form that was drawn at seven, never anything newer; for the house as it stands now, down to
 * the points of each indicator that this audience may see.
 */
import type { Audience, PortraitTopic } from '@qinglian/shared'
import type { DrawnPortrait } from '../../../model/portrait/drawnPortraits.ts'
import type { DimensionPortrait, Member } from '../../../model/portrait/drawPortrait.ts'
import type { PortraitRules } from '../../../model/portrait/sitting.ts'
import type { Scene } from './scene.ts'
import { maySee } from '@qinglian/shared'
import { drawnPortraits, lastOf } from '../../../model/portrait/drawnPortraits.ts'
import { drawPortrait } from '../../../model/portrait/drawPortrait.ts'
import { sittingOf } from '../../../model/portrait/sitting.ts'

const TREND_LENGTH = 30
/** It is drawn every day; one that is older than two was missed. */
const LATE_AFTER_DAYS = 1
const SILENT_AFTER_DAYS = 3

export async function composePortrait({ unit, audience }: { readonly unit: string, readonly audience: Audience }, scene: Scene): Promise<PortraitTopic> {
  const rules = scene.wording.portrait()
  const drawn = await drawnPortraits(scene.db, unit, TREND_LENGTH)
  const [last] = drawn
  const shown = new Map(last?.public.dimensions.map(({ id, points }) => [id, points]))
  return {
    day: last === undefined ? null : scene.days.format(last.day),
    version: last?.version ?? null,
    points: last?.public.points ?? null,
    grade: last?.public.grade ?? null,
    quartile: last?.public.quartile ?? null,
    dimensions: rules.config.dimensions.map(({ id, name, band }) => ({ id, name, points: shown.get(id) ?? null, band })),
    trend: drawn.map(({ day, public: { points } }) => ({ day: scene.days.format(day), points })).reverse(),
    ...audience === 'public' ? {} : { now: await presentPortrait(unit, { last, audience, rules }, scene) },
    freshness: { newest: last?.at ?? null, state: stateOf(last, scene) },
  }
}

interface Asked { readonly last: DrawnPortrait | undefined, readonly audience: Audience, readonly rules: PortraitRules }

async function presentPortrait(unit: string, { last, audience, rules }: Asked, scene: Scene): Promise<NonNullable<PortraitTopic['now']>> {
  const portrait = drawPortrait(await sittingOf(unit, lastOf(last, scene.days), { ...scene, rules }))
  const { total, grade, coverage, confidence, vetoed } = portrait
  return {
    total,
    grade,
    coverage,
    confidence,
    vetoed,
    ...last?.rank === undefined ? {} : { rank: { place: last.rank.place, of: last.rank.of } },
    version: rules.version,
    dimensions: portrait.dimensions.map(dimension => toldDimension(dimension, { audience, rules })),
  }
}

function toldDimension({ id, name, weight, points, coverage, members }: DimensionPortrait, { audience, rules }: Pick<Asked, 'audience' | 'rules'>) {
  return {
    id,
    name,
    weight,
    points: coverage < rules.config.enoughForPoints ? null : points,
    coverage,
    members: members.map(member => toldMember(member, { audience, rules })),
  }
}

/** What this audience may not see of an indicator in the catalogue, it does not see here. */
function toldMember({ code, weight, points, quality, carried, fraction }: Member, { audience, rules }: Pick<Asked, 'audience' | 'rules'>) {
  const indicator = rules.indicators.get(code)!
  const isSeen = maySee(audience, indicator.audience)
  return {
    code,
    name: indicator.name,
    weight: Math.round(weight * 10_000) / 10_000,
    points: isSeen ? points : null,
    quality: isSeen ? quality : 'na' as const,
    carried: isSeen && carried,
    num: isSeen ? fraction?.num ?? null : null,
    den: isSeen ? fraction?.den ?? null : null,
  }
}

function stateOf(last: DrawnPortrait | undefined, { days, atMs }: Scene): PortraitTopic['freshness']['state'] {
  if (last === undefined)
    return 'never'
  const age = days.dayOf(atMs) - last.day
  return age <= LATE_AFTER_DAYS ? 'fresh' : age <= SILENT_AFTER_DAYS ? 'late' : 'silent'
}
