/**
 * Portraits (清廉画像) as they were drawn, recorded as facts of what the engine did and when (domain.md §3.13): a portrait is
 * not drawn anew when facts come late. Each carries the points of every indicator, from which the next one goes on where data
 * went missing, and the form in which the public saw it.
 */
import { Closed, Code, Day, Instant, Nullable, ObjectId, OneOf, Optional, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

export const GRADES = ['A', 'B', 'C', 'D'] as const
export type Grade = (typeof GRADES)[number]

/** The source under which portraits are recorded; the engine's own tells that alerts are looked after. */
export const PORTRAIT_SOURCE = '/qinglian/portrait'

const Points = Type.Number({ minimum: 0, maximum: 100 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Rank = Type.Integer({ minimum: 1 })

/** What the public sees of a portrait: whole points, and bands where a whole point could tell of one complaint. */
export const PublicPortrait = Closed({
  points: Nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  grade: Nullable(OneOf(GRADES)),
  quartile: Nullable(Type.Integer({ minimum: 1, maximum: 4 })),
  dimensions: Type.Array(Closed({ id: Code, points: Nullable(Type.Integer({ minimum: 0, maximum: 100 })) })),
})

export const portraitDrawn = defineEvent({
  type: 'qinglian.portrait.drawn',
  title: '清廉画像：某日某单位的综合指数及其来由',
  origin: 'engine',
  factKey: ['day'],
  data: Closed({
    day: Day,
    at: Instant,
    version: ObjectId,
    total: Nullable(Points),
    grade: Nullable(OneOf(GRADES)),
    coverage: Share,
    confidence: Share,
    vetoed: Type.Boolean(),
    rank: Optional(Closed({ place: Rank, of: Rank, quartile: Nullable(Type.Integer({ minimum: 1, maximum: 4 })) })),
    dimensions: Type.Array(Closed({ id: Code, points: Nullable(Points), coverage: Share })),
    /** By indicator: its points, and the day on which they were last made of data. */
    scores: Type.Array(Closed({ code: Code, points: Points, seen: Day })),
    public: PublicPortrait,
  }),
  example: {
    day: '2026-12-02',
    at: '2026-12-02T07:00:00+08:00',
    version: '2026.1+3f9a12bc',
    total: 93.4,
    grade: 'B',
    coverage: 0.96,
    confidence: 0.96,
    vetoed: false,
    rank: { place: 2, of: 6, quartile: 2 },
    dimensions: [{ id: 'ecology', points: 95.2, coverage: 1 }],
    scores: [{ code: 'edu.plan_rate', points: 100, seen: '2026-12-02' }],
    public: { points: 93, grade: 'B', quartile: 2, dimensions: [{ id: 'ecology', points: 95 }] },
  },
})
