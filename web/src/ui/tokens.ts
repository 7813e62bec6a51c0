/**
 * The one source of every colour on the wall (wall.md §2). CSS variables and the theme of the charts are made
 * from it; nothing else names a colour. Three themes share the same token names, so a panel never knows which
 * one it is drawn in.
 */
export interface Tokens {
  /** Ground, from top to bottom, and the light in its middle. */
  groundTop: string
  groundBottom: string
  glow: string
  /** Panels: a quiet surface with a hairline. */
  surface: string
  line: string
  /** What a bar or ring has not yet reached. */
  track: string
  /** The one accent: values, progress, links. */
  jade: string
  /** Text in three strengths. */
  moon: string
  moonSoft: string
  moonFaint: string
  /** Honours and the rule under the title, nothing else. */
  gold: string
  /** An inverted plate: a fault of the link, a source or the clock. */
  fault: string
  faultText: string
  /** Alerts only. `plate` lies under them. */
  blue: string
  yellow: string
  orange: string
  red: string
  plate: string
}

export const THEMES = ['night', 'clear', 'festive'] as const
export type ThemeName = (typeof THEMES)[number]

/** 夜水, the default: a pond at night. */
const night: Tokens = {
  groundTop: '#041318',
  groundBottom: '#082630',
  glow: 'rgba(22, 104, 104, .38)',
  surface: 'rgba(120, 220, 205, .06)',
  line: 'rgba(140, 230, 215, .16)',
  track: 'rgba(140, 230, 215, .13)',
  jade: '#35D0B2',
  moon: '#EAF6F3',
  moonSoft: 'rgba(234, 246, 243, .72)',
  moonFaint: 'rgba(234, 246, 243, .56)',
  gold: '#D9B46A',
  fault: '#EAF6F3',
  faultText: '#06191F',
  blue: '#5AA9F0',
  yellow: '#F2C94C',
  orange: '#F2894B',
  red: '#F0524F',
  plate: 'rgba(2, 10, 14, .46)',
}

/** 晴川: light, for lobbies in the sun. */
const clear: Tokens = {
  groundTop: '#F1F7F5',
  groundBottom: '#D9E9E6',
  glow: 'rgba(255, 255, 255, .9)',
  surface: 'rgba(255, 255, 255, .66)',
  line: 'rgba(12, 70, 72, .16)',
  track: 'rgba(12, 70, 72, .13)',
  jade: '#08705F',
  moon: '#0B2529',
  moonSoft: 'rgba(11, 37, 41, .82)',
  moonFaint: 'rgba(11, 37, 41, .7)',
  gold: '#8A6414',
  fault: '#0B2529',
  faultText: '#F1F7F5',
  blue: '#1B5FAE',
  yellow: '#7A5600',
  orange: '#A2440A',
  red: '#B81E1C',
  plate: 'rgba(255, 255, 255, .8)',
}

/** 红金: for Party events. Alerts lie on a dark plate, so that red still warns. */
const festive: Tokens = {
  groundTop: '#45090D',
  groundBottom: '#6A1013',
  glow: 'rgba(190, 60, 40, .3)',
  surface: 'rgba(255, 226, 178, .07)',
  line: 'rgba(255, 226, 178, .24)',
  track: 'rgba(255, 226, 178, .18)',
  jade: '#F2D69B',
  moon: '#FFF6E8',
  moonSoft: 'rgba(255, 246, 232, .8)',
  moonFaint: 'rgba(255, 246, 232, .68)',
  gold: '#E6C07A',
  fault: '#FFF6E8',
  faultText: '#45090D',
  blue: '#7CBBF5',
  yellow: '#F2C94C',
  orange: '#F79A63',
  red: '#FF7A74',
  plate: 'rgba(14, 5, 6, .78)',
}

export const TOKENS: Record<ThemeName, Tokens> = { night, clear, festive }

/** `moonSoft` → `--moon-soft` */
export function variableName(token: string): string {
  return `--${token.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

/** The style sheet with every theme; the page chooses one by `data-theme` on its root. */
export function tokensCss(): string {
  const rules = THEMES.map((theme) => {
    const declarations = Object.entries(TOKENS[theme]).map(([token, value]) => `  ${variableName(token)}: ${value};`)
    const selector = theme === 'night' ? ':root' : `:root[data-theme='${theme}']`
    return `${selector} {\n${declarations.join('\n')}\n}`
  })
  return `${rules.join('\n')}\n`
}
