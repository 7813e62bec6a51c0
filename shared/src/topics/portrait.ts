/**
 * The portrait of a unit (清廉画像, domain.md §3.13 and §6.1). The public sees the one that was drawn at seven in the morning,
 * in whole points and bands; the house sees it as it stands now, down to the points of each indicator.
 */
import type { Static } from '../primitives.ts'
import { Members, seenBy } from '../audience.ts'
import { GRADES } from '../events/portrait.ts'
import { Nullable, OneOf, Optional, Type } from '../primitives.ts'
import { Freshness, Quality } from './shapes.ts'

const WholePoints = Type.Integer({ minimum: 0, maximum: 100 })
const Points = Type.Number({ minimum: 0, maximum: 100 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Quartile = Type.Integer({ minimum: 1, maximum: 4 })

const PortraitMember = Members('internal', {
  code: Type.String(),
  name: Type.String(),
  /** Its share of the dimension, before anything is left out. */
  weight: Share,
  /** Null where it carries none. */
  points: Nullable(Points),
  quality: Quality,
  /** True where the points are the last that were known, because data is missing, or because there is nothing to judge now. */
  carried: Type.Boolean(),
  num: Nullable(Type.Number()),
  den: Nullable(Type.Number()),
})

const PortraitNow = Members('internal', {
  /** With one decimal; null where no dimension has any points. */
  total: Nullable(Points),
  /** Null where less than three quarters of the weight has data. */
  grade: Nullable(OneOf(GRADES)),
  /** Share of the applicable weight that has data. */
  coverage: Share,
  /** Coverage times the share of it that comes from sources which are on time. */
  confidence: Share,
  vetoed: seenBy('restricted', Optional(Type.Boolean())),
  /** Among units of its kind, as of the last drawing. */
  rank: Optional(Members('internal', { place: Type.Integer({ minimum: 1 }), of: Type.Integer({ minimum: 1 }) })),
  version: Type.String(),
  dimensions: Type.Array(Members('internal', {
    id: Type.String(),
    name: Type.String(),
    weight: Share,
    /** Null where less than 60 % of its weight has data (数据不足): a gap, never a zero. */
    points: Nullable(Points),
    coverage: Share,
    members: Type.Array(PortraitMember),
  })),
})

export const PortraitTopic = Members('public', {
  /** The day it was drawn on; null before the first. */
  day: Nullable(Type.String()),
  /** Which weights and thresholds made it. */
  version: Nullable(Type.String()),
  /** Null (“—”) where it is thinly covered or about fewer than five people; why is not told. */
  points: Nullable(WholePoints),
  grade: Nullable(OneOf(GRADES)),
  /** Its quarter among the shown units of its kind: 1 is the best. */
  quartile: Nullable(Quartile),
  /** `band`: points are told in steps of so many; 1 is whole points. */
  dimensions: Type.Array(Members('public', { id: Type.String(), name: Type.String(), points: Nullable(WholePoints), band: Type.Integer({ minimum: 1 }) })),
  /** The last thirty drawings, the oldest first. */
  trend: Type.Array(Members('public', { day: Type.String(), points: Nullable(WholePoints) })),
  now: seenBy('internal', Optional(PortraitNow)),
  freshness: Freshness,
})
export type PortraitTopic = Static<typeof PortraitTopic>
