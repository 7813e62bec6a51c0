import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configText, createLiveConfig, waitingForRestart } from './liveConfig.ts'
import { ModelConfigInvalid, SHIPPED_CONFIG_DIR } from './loadModelConfig.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'qinglian-config-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const put = (name: string, edit: (text: string) => string): void => writeFileSync(join(dir, name), edit(readFileSync(join(SHIPPED_CONFIG_DIR, name), 'utf8')))
const NEAR = 'thresholds: { yellow: 98, orange: 92, red: 85 }'
const ontime = (yellow: number) => (text: string): string => text.replace(NEAR, `thresholds: { yellow: ${yellow}, orange: 92, red: 85 }`)

describe('a configuration that is edited', () => {
  it('counts from the next look on, and what changed is named', () => {
    const live = createLiveConfig(dir)
    expect(live.reload()).toEqual({ outcome: 'same' })
    put('indicators.yaml', ontime(97))
    expect(live.current().indicators.get('sup.ontime_rate')!.thresholds!.yellow).toBe(98)
    expect(live.reload()).toEqual({ outcome: 'changed', changed: ['indicators sup.ontime_rate'] })
    expect(live.current().indicators.get('sup.ontime_rate')!.thresholds!.yellow).toBe(97)
    expect(live.reload()).toEqual({ outcome: 'same' })
  })

  it('falls back to the sample where the bureau\'s own file is taken away', () => {
    put('indicators.yaml', ontime(97))
    const live = createLiveConfig(dir)
    unlinkSync(join(dir, 'indicators.yaml'))
    expect(live.reload()).toEqual({ outcome: 'changed', changed: ['indicators sup.ontime_rate'] })
  })

  it('names every part that was edited, and of them what waits for the next start', () => {
    const live = createLiveConfig(dir)
    put('portrait.yaml', text => text.replace('version: "2026.1"', 'version: "2026.2"'))
    put('licence.yaml', text => text.replace('promisedDays: 5', 'promisedDays: 6'))
    put('workdays.yaml', text => text.replace(/^holidays:.*$/m, 'holidays: [{ date: 2027-03-01, name: 局庆 }]'))
    const before = configText(live.current())
    const told = live.reload()
    expect(told).toEqual({ outcome: 'changed', changed: ['workdays', 'licence', 'portrait'] })
    expect(told.outcome === 'changed' && waitingForRestart(told.changed)).toEqual(['workdays', 'licence'])
    expect(configText(live.current())).not.toBe(before)
  })

  it('says nothing of an edit that says the same in other words', () => {
    const live = createLiveConfig(dir)
    put('indicators.yaml', text => `# 本局自定\n${text}`)
    expect(live.reload()).toEqual({ outcome: 'same' })
  })
})

describe('a mistake', () => {
  it('is named with file, line and key, once, and changes nothing until it is mended', () => {
    const live = createLiveConfig(dir)
    const before = live.current()
    // Yellow below orange: not in order.
    put('indicators.yaml', ontime(91))
    const line = readFileSync(join(dir, 'indicators.yaml'), 'utf8').split('\n').findIndex(text => text.includes('yellow: 91')) + 1
    expect(live.reload()).toEqual({ outcome: 'refused', problems: [expect.stringMatching(new RegExp(`indicators\\.yaml 第 ${line} 行 .*thresholds\\.orange`))] })
    expect([live.reload(), live.isRefused(), live.current() === before]).toEqual([{ outcome: 'same' }, true, true])
    put('indicators.yaml', ontime(96))
    expect([live.reload().outcome, live.isRefused(), live.current().indicators.get('sup.ontime_rate')!.thresholds!.yellow]).toEqual(['changed', false, 96])
  })

  it('in half a file is a mistake too', () => {
    const live = createLiveConfig(dir)
    put('alert-rules.yaml', text => text.slice(0, text.length / 2))
    expect(live.reload().outcome).toBe('refused')
    expect(live.current().alertRules.size).toBeGreaterThan(3)
  })

  it('at the start stops it', () => {
    put('indicators.yaml', ontime(91))
    expect(() => createLiveConfig(dir)).toThrow(ModelConfigInvalid)
  })
})
