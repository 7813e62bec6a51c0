/** One figure that is asked about, with the scene it is read from. */
import type { Indicator } from '../../model/config/indicators.ts'
import type { Scene } from '../topics/compose/scene.ts'

export interface Ask {
  readonly indicator: Indicator
  readonly unit: string
  readonly scene: Scene
  /** A closed day; the present where it is absent. */
  readonly day: number | undefined
}
