/**
 * Builds aside and puts the build in place when it is whole, so that a server that serves the old one, and whoever
 * looks for the new one, never finds half of it. Comes last among the plugins that write.
 */
import type { Plugin } from 'vite'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'

export function swapInPlugin(): Plugin {
  let [place, aside] = ['', '']
  let hasFailed = false
  return {
    name: 'qinglian:swap-in',
    apply: 'build',
    config(config) {
      const root = config.root ?? process.cwd()
      place = resolve(root, config.build?.outDir ?? 'dist')
      const name = join('node_modules', `.build-${process.pid}`)
      aside = join(root, name)
      return { build: { outDir: name } }
    },
    buildEnd(error) {
      hasFailed ||= error !== undefined
    },
    renderError() {
      hasFailed = true
    },
    closeBundle() {
      if (hasFailed)
        rmSync(aside, { recursive: true, force: true })
      else
        swapIn(aside, place)
    },
  }
}

/** Between the two renames there is nothing at the place: that is shorter than any read, and never half a build. */
export function swapIn(aside: string, place: string): void {
  const old = `${aside}.old`
  if (existsSync(place))
    renameSync(place, old)
  else
    mkdirSync(dirname(place), { recursive: true })
  renameSync(aside, place)
  rmSync(old, { recursive: true, force: true })
}
