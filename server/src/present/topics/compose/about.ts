/** `about`: what a unit is, where it stands, what is below it. */
import type { AboutTopic } from '@qinglian/shared'
import type { Scene } from './scene.ts'

export type UnitLink = AboutTopic['children'][number]

export function composeAbout(unit: string, scene: Scene): AboutTopic {
  return {
    ...unitLink(unit, scene),
    path: scene.tree.path(unit).map(code => ({ code, name: unitLink(code, scene).name })),
    children: scene.tree.children(unit).map(code => unitLink(code, scene)),
  }
}

/** @throws where the unit is not declared; only declared units are composed. */
export function unitLink(unit: string, { org, atMs }: Scene): UnitLink {
  const { code, name, shortName, level, kind, pilot } = org.describe(unit, atMs)!
  return { code, name, shortName, level, ...(kind === undefined ? {} : { kind }), pilot }
}
