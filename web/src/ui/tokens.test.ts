import type { Tokens } from './tokens.ts'
import { describe, expect, it } from 'vitest'
import { THEMES, TOKENS, tokensCss } from './tokens.ts'

type Rgba = [number, number, number, number]

function parse(color: string): Rgba {
  const hex = /^#(..)(..)(..)$/.exec(color)
  if (hex !== null)
    return [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16), Number.parseInt(hex[3]!, 16), 1]
  const [r = 0, g = 0, b = 0, a = 1] = color.replace(/[^\d.,]/g, '').split(',').map(Number)
  return [r, g, b, a]
}

function over(top: Rgba, ground: Rgba): Rgba {
  const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + ground[i] * (1 - top[3])
  return [mix(0), mix(1), mix(2), 1]
}

function luminance(color: Rgba): number {
  const [r, g, b] = [color[0], color[1], color[2]].map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG contrast of `text` on the given layers, the ground first. */
function contrast(text: string, ...layers: string[]): number {
  const ground = layers.map(parse).reduce((under, layer) => over(layer, under))
  const pair = [luminance(over(parse(text), ground)), luminance(ground)].sort((a, b) => b - a) as [number, number]
  return (pair[0] + 0.05) / (pair[1] + 0.05)
}

describe.each(THEMES)('theme %s', (name) => {
  const theme: Tokens = TOKENS[name]

  it.each(['moon', 'moonSoft', 'moonFaint', 'jade'] as const)('has %s legible on ground and panel', (token) => {
    for (const ground of [theme.groundTop, theme.groundBottom])
      expect(contrast(theme[token], ground, theme.surface)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['blue', 'yellow', 'orange', 'red'] as const)('has the severity %s legible on its plate', (token) => {
    expect(contrast(theme[token], theme.groundBottom, theme.surface, theme.plate)).toBeGreaterThanOrEqual(4.5)
  })

  it('has a fault that cannot be overlooked', () => {
    expect(contrast(theme.faultText, theme.fault)).toBeGreaterThanOrEqual(7)
    expect(contrast(theme.fault, theme.groundBottom)).toBeGreaterThanOrEqual(7)
  })
})

it('declares every token of every theme as a variable', () => {
  const css = tokensCss()
  expect(css.match(/--moon-soft: /g)).toHaveLength(THEMES.length)
  expect(css).toContain(`:root {\n  --ground-top: ${TOKENS.night.groundTop};`)
  expect(css).toContain(':root[data-theme=\'festive\']')
})
