import type { IndicatorCode } from './indicators.ts'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordingOf } from '../../wording.ts'
import { INDICATOR_CODES } from './indicators.ts'
import { loadModelConfig, ModelConfigInvalid, SHIPPED_CONFIG_DIR } from './loadModelConfig.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'qinglian-config-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const shipped = (name: string): string => readFileSync(join(SHIPPED_CONFIG_DIR, name), 'utf8')
const put = (name: string, text: string): void => writeFileSync(join(dir, name), text)
/** Puts the shipped file with one passage changed, and tells the line on which the change stands. */
function alter(name: string, from: string, to: string): number {
  const text = shipped(name)
  expect(text).toContain(from)
  put(name, text.replace(from, to))
  return text.slice(0, text.indexOf(from)).split('\n').length
}

function problems(): readonly string[] {
  try {
    loadModelConfig(dir)
  }
  catch (error) {
    if (error instanceof ModelConfigInvalid)
      return error.problems.map(problem => problem.replace(dir, ''))
    throw error
  }
  return []
}

/** A passage of a shipped file, what it is changed to, and the problem that this makes. */
const REFUSED: readonly [file: string, from: string, to: string, expected: string][] = [
  ['indicators.yaml', 'thresholds: { yellow: 98, orange: 92, red: 85 }', 'thresholds: { yellow: 98, orange: 99, red: 85 }', 'indicators[2].thresholds.orange：应不高于 yellow 的 98'],
  ['indicators.yaml', 'thresholds: { yellow: 5, orange: 10, red: 15 }', 'thresholds: { yellow: 5, orange: 4, red: 15 }', 'indicators[8].thresholds.orange：应不低于 yellow 的 5'],
  ['indicators.yaml', 'thresholds: { yellow: 98, orange: 92, red: 85 }', 'thresholds: { yellow: 101, orange: 92, red: 85 }', 'indicators[2].thresholds.yellow：百分率的阈值应不超过 100'],
  ['indicators.yaml', 'thresholds: { yellow: 1, orange: 3,', 'thresholds: { yellow: 1.5, orange: 3,', 'indicators[7].thresholds.yellow：件数的阈值应为整数'],
  ['indicators.yaml', 'code: sup.ontime_rate', 'code: sup.plan_rate', 'indicators：缺少指标 sup.ontime_rate'],
  ['pledge-types.yaml', 'code: integrity', 'code: anti_drug', 'pledgeTypes[3].code：anti_drug 只应出现一次'],
  ['pledge-types.yaml', 'indicator: plg.business', 'indicator: plg.bussiness', 'pledgeTypes[2].indicator：应为sup.plan_rate、'],
  ['disposal.yaml', 'to: "12:00"', 'to: "08:30"', 'workHours[1].to：应晚于 from 的 08:30'],
  ['disposal.yaml', 'from: "14:00"', 'from: "11:59"', 'workHours[2].from：应不早于上一段的 12:00'],
  ['disposal.yaml', 'sign: 4wh', 'sign: 4h', 'limits.orange.sign：应为时限，如 2wd 两个工作日、4wh 四个工作小时'],
  ['indicators.yaml', '    perStation: true\n', '    perStation: true\n    bySeverity: true\n', 'indicators[7].bySeverity：只用于件数，且不与 perStation 同用'],
  ['licence.yaml', 'closesAt: "17:30"', 'closesAt: "08:30"', 'kiosk.closesAt：应晚于 opensAt 的 08:30'],
  ['licence.yaml', 'opensAt: "08:30"', 'opensAt: "08:31"', 'kiosk.opensAt：应为时刻，如 "08:30"'],
  ['licence.yaml', 'promisedDays: 5\n', 'promisedDays: 0\n', 'promisedDays：应为1 到 60 的整数'],
  ['portrait.yaml', 'weight: 0.25\n    band', 'weight: 0.26\n    band', 'dimensions：各维度的权重之和应为 1'],
  ['portrait.yaml', 'code: edu.training, weight: 0.10', 'code: edu.training, weight: 0.11', 'dimensions[1].members：一个维度之内各指标的权重之和应为 1'],
  ['portrait.yaml', 'code: edu.training', 'code: edu.attendance', 'dimensions[1].members[5]：edu.attendance 只应出现一次'],
  ['portrait.yaml', 'code: edu.training', 'code: edu.typo', 'dimensions[1].members[5].code：应为'],
  ['portrait.yaml', 'code: edu.training, ', '', 'dimensions[1].members[5]：code 与 codes 应写其中一个'],
  ['portrait.yaml', 'id: team', 'id: ecology', 'dimensions[4].id：ecology 只应出现一次'],
  ['portrait.yaml', 'B: 90', 'B: 96', 'grades：应为 A 高于 B，B 高于 C'],
  ['sources.yaml', 'code: onecard', 'code: kiosk', 'sources[7].code：kiosk 只应出现一次'],
  ['evaluation.yaml', 'code: solicit', 'code: favouritism', 'integrityTags[4].code：favouritism 只应出现一次'],
  ['alert-rules.yaml', 'id: R26', 'id: R08', 'rules：缺少规则 R26'],
  ['alert-rules.yaml', '{ after: 5wd, severity: orange, handler: DO }', '{ after: 5 days, severity: orange, handler: DO }', 'rules[1].ladder[1].after：应为时长，如 5wd、3d、12h、10min，现在是 "5 days"'],
  ['alert-rules.yaml', '{ after: 5wd, severity: orange, handler: DO }', '{ after: 5wd, severity: blue, handler: XX }', 'rules[1].ladder[1].handler：应为 handlers 中的代码，没有 XX'],
  ['alert-rules.yaml', '{ after: 5wd, severity: orange, handler: DO }', '{ after: 5wd, severity: yellow, handler: DO }', 'rules[1].ladder[1].severity：应重于初次触发的 yellow'],
  ['alert-rules.yaml', '{ after: 5wd, severity: orange, handler: DO }', '{ after: 5wd, below: 90, severity: orange, handler: DO }', 'rules[1].ladder[1].below：只用于 R08'],
  ['alert-rules.yaml', '{ after: 5wd, severity: orange, handler: DO }', '{ severity: orange, handler: DO }', 'rules[1].ladder[1]：应至少写明 after、below、returns 之一'],
  ['alert-rules.yaml', 'grace: 1wd', 'settle: 10min', 'rules[1].settle：只用于 R26'],
]

describe('the shipped samples', () => {
  const config = loadModelConfig(undefined)

  it('hold every indicator, pledge type and rule of this version', () => {
    expect([...config.indicators.keys()]).toEqual([...INDICATOR_CODES])
    expect([...config.pledgeTypes.keys()]).toEqual(['anti_drug', 'business_conduct', 'integrity', 'family_integrity'])
    expect([...config.alertRules.keys()]).toEqual(['R02', 'R03', 'R08', 'R26'])
    expect(config.integrityTags.get('solicit')).toBe('索要财物')
    expect(config.sources.get('hotline')).toBe('12313 热线')
  })

  it('say in their first line that they are samples', () => {
    for (const name of config.files.keys())
      expect(shipped(name).split('\n')[0]).toMatch(/^# 示例/)
  })

  it('keep inside what can point at a person: only the listed indicators are public (domain.md §3.11)', () => {
    expect([...config.indicators.values()].filter(indicator => indicator.audience !== 'public').map(indicator => indicator.code)).toEqual([
      'sup.repeat_rate',
      'sup.cross_share',
      'sup.double_random',
      'sup.finding_per_task',
      'sup.selfcheck_rate',
      'sup.joint_meeting',
      'evl.avg',
      'evl.integrity_neg',
      'evl.bad_handled',
      'evl.democratic',
      'cmp.count',
      'cmp.ontime',
      'cmp.close_rate',
      'cmp.satisfied',
      'cmp.staff_related',
      'tlk.tier_rate',
      'tlk.reminder_followup',
      'vis.followup',
      'rsk.alert_open',
      'rsk.sign_latency',
      'rsk.false_rate',
      'rsk.score',
      'duty.min_holder',
      'lst.outside',
      'lst.personal_review',
      'rsk.points_high',
      'rsk.control_rate',
      'rsk.review_rate',
    ])
  })

  it('let no indicator colour a topic that its audience may not see', () => {
    const { judged } = wordingOf(config)
    expect(judged('', 'public').filter(code => config.indicators.get(code as IndicatorCode)?.audience !== 'public')).toEqual([])
    expect([judged('evl.', 'public'), judged('evl.', 'internal')]).toEqual([['evl.satisfaction'], ['evl.satisfaction', 'evl.avg', 'evl.integrity_neg', 'evl.bad_handled', 'evl.democratic']])
  })

  it('cannot be changed by whoever reads them', () => {
    const indicator = config.indicators.get('sup.plan_rate')!
    expect(() => Object.assign(indicator, { target: 1 })).toThrow(TypeError)
    expect(() => Object.assign(indicator.thresholds!, { red: 1 })).toThrow(TypeError)
    expect(() => Object.assign(config, { workdays: undefined })).toThrow(TypeError)
    expect(() => Object.assign(config.workdays.holidays, { 0: 1 })).toThrow(TypeError)
  })
})

describe('a bureau\'s own folder', () => {
  it('replaces the files that lie in it and leaves the others to the samples', () => {
    alter('pledge-types.yaml', 'name: 禁毒承诺,', 'name: 拒毒承诺,')
    const config = loadModelConfig(dir)
    expect(config.pledgeTypes.get('anti_drug')?.name).toBe('拒毒承诺')
    expect(config.indicators.size).toBe(INDICATOR_CODES.length)
    expect(config.files.get('pledge-types.yaml')).toBe(join(dir, 'pledge-types.yaml'))
    expect(config.files.get('indicators.yaml')).toBe(join(SHIPPED_CONFIG_DIR, 'indicators.yaml'))
  })

  it('is told of a wrong value by file, line, key and what it should be', () => {
    const line = alter('indicators.yaml', 'target: 98', 'target: 九十八')
    expect(problems()).toEqual([`/indicators.yaml 第 ${line} 行 indicators[2].target：应为不小于 0 的数，至多三位小数，现在是 "九十八"`])
  })

  it('is told of every problem in every file at once', () => {
    const first = alter('indicators.yaml', 'direction: up', 'direction: upwards')
    const second = alter('alert-rules.yaml', 'grace: 1wd', 'grase: 1wd')
    const text = shipped('sources.yaml').replaceAll(/name: .* \}/g, 'name: 1 }')
    put('sources.yaml', text)
    put('workdays.yaml', 'published: []\nholidays: [{ date: 2027-02-30, name: 春节 }]\nworkdays: []\n')
    const found = problems()
    expect(found).toHaveLength(2 + 11 + 1)
    expect(found[0]).toBe(`/indicators.yaml 第 ${first} 行 indicators[1].direction：应为up、down 之一，现在是 "upwards"`)
    expect(found[1]).toMatch(new RegExp(`^/alert-rules.yaml 第 ${second} 行 rules\\[1\\].grase：没有这一项，可用的有 id、`))
    expect(found.filter(problem => /^\/sources.yaml 第 \d+ 行 sources\[\d+\].name：应为1 到 40 字的文字，现在是 1$/.test(problem))).toHaveLength(11)
    expect(found.at(-1)).toBe('/workdays.yaml 第 2 行 holidays[1].date：应为存在的日期，没有 2027-02-30 这一天')
  })

  it('is told what is missing', () => {
    const line = alter('indicators.yaml', '    judged: false\n\n  - code: sup.ontime_rate', '\n  - code: sup.ontime_rate')
    put('workdays.yaml', 'published: []\nholidays: []\n')
    const found = problems()
    expect(found[0]).toMatch(/^\/indicators.yaml 第 \d+ 行 indicators\[1\]：缺少 judged，应为true 或 false$/)
    expect(Number(/第 (\d+) 行/.exec(found[0]!)![1])).toBeLessThan(line)
    expect(found[1]).toBe('/workdays.yaml 第 1 行 全文：缺少 workdays，应为0 到 500 项的列表')
  })

  it('is told of a text that is no YAML, of a key that stands twice, and of an empty file', () => {
    put('sources.yaml', 'otherName: 其他\n  sources: [\n')
    put('workdays.yaml', 'published: []\nholidays: []\nholidays: []\nworkdays: []\n')
    put('pledge-types.yaml', '')
    const found = problems()
    expect(found.some(problem => /^\/sources.yaml 第 \d 行：不是正确的 YAML：/.test(problem))).toBe(true)
    expect(found).toContain('/workdays.yaml 第 3 行：同一个键写了两次')
    expect(found.some(problem => problem.startsWith('/pledge-types.yaml 第 1 行 全文：应为'))).toBe(true)
  })

  it.each(REFUSED.map(([file, from, to, expected]) => ({ file, from, to, expected })))('is refused in $file: $to', ({ file, from, to, expected }) => {
    alter(file, from, to)
    expect(problems().some(problem => problem.replace(/^\/\S+ 第 \d+ 行 /, '').startsWith(expected)), problems().join('\n')).toBe(true)
  })

  it('keeps a day from being both off and worked', () => {
    put('workdays.yaml', 'published: [2027]\nholidays: [{ date: 2027-02-14, name: 春节 }]\nworkdays: [{ date: 2027-02-14, name: 调休 }]\n')
    expect(problems()).toEqual(['/workdays.yaml 第 3 行 workdays[1].date：2027-02-14 只应出现一次，或放假或上班'])
  })
})
