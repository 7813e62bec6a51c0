import { describe, expect, it } from 'vitest'
import { panelState } from './panelState.ts'

const newest = '2026-09-11T10:32:00+08:00'

describe('a panel', () => {
  it('loads until its first value', () => {
    expect(panelState(undefined, 'connecting')).toBe('loading')
    expect(panelState(undefined, 'up')).toBe('loading')
  })

  it('is live with fresh data, late with late or silent data, empty without any', () => {
    expect(panelState({ newest, state: 'fresh' }, 'up')).toBe('live')
    expect(panelState({ newest, state: 'late' }, 'up')).toBe('late')
    expect(panelState({ newest, state: 'silent' }, 'up')).toBe('late')
    expect(panelState({ newest: null, state: 'never' }, 'up')).toBe('empty')
  })

  it('says a lost link before everything else', () => {
    expect(panelState({ newest, state: 'late' }, 'lost')).toBe('lost')
    expect(panelState(undefined, 'lost')).toBe('lost')
  })
})
