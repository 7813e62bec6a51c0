/** The pages that are one table each: error codes, settings, indicators. */
import type { Indicator } from '../../server/src/model/config/indicators.ts'
import type { SettingEntry } from '../../server/src/settingsTable.ts'
import { ERRORS } from '@qinglian/shared'
import { loadModelConfig } from '../../server/src/model/config/loadModelConfig.ts'
import { SETTINGS } from '../../server/src/settingsTable.ts'
import { code, page, table } from './markdown.ts'

export function errorsPage(): string {
  const all = Object.entries(ERRORS)
  const answered = all.filter(([, { status }]) => status >= 400)
  const listed = all.filter(([, { status }]) => status < 400)
  const row = ([name, { message, help }]: (typeof all)[number]): string[] => [code(name), message, help]
  return page(
    '错误码',
    'HTTP 接口的错误体一律为 `{ "error": { "code", "message", "requestId" } }`。被拒的事件另在 `rejected` 里各列一行，带 `pointer`（指向有误、多余或缺少的成员）。`{detail}` 处是具体原因。5xx 的文字是固定的，不透露内部情况；按 `requestId` 在服务日志里找原因。',
    '429 与 503 都带 `Retry-After`，且什么也没有写入：等够秒数，把**整个请求**原样再发，已收下的会算作 `duplicate`。',
    table(['状态', '错误码', '说明', '何时出现，怎么办'], answered.map(entry => [String(entry[1].status), ...row(entry)])),
    '## 已收下但未计入',
    '这些不是对请求的拒绝：事件已经保存，只是暂不计入数字；补齐或更正之后自动计入。本版本还没有把它们列出来的接口。',
    table(['代码', '说明', '何时出现，怎么办'], listed.map(row)),
  )
}

export function settingsPage(): string {
  const entries: readonly SettingEntry[] = SETTINGS
  return page(
    '设置',
    '设置是服务进程的环境变量。启动时一次全部检查；有误则不启动，并逐条说明哪一项应为什么。空值等于没有设置；以 `QINGLIAN_` 开头却不认识的名字会在日志里提醒。怎样用见[部署与运维](../guide/04-operations.md)。',
    table(['设置', '默认', '含义', '应为'], entries.map(entry => [code(entry.name), entry.value === undefined ? entry.default : code(entry.value), `${entry.meaning}${entry.secret === true ? '（保密：报错时不复述它的值）' : ''}`, entry.should])),
  )
}

export function indicatorsPage(): string {
  const indicators = [...loadModelConfig(undefined).indicators.values()]
  return page(
    '指标口径',
    '随附的**示例**目录，阈值均为样例；本单位把同名文件放进 `QINGLIAN_CONFIG_DIR` 即可替换，升级不会改动。`GET /api/v1/metrics` 答的就是正在使用的那一份。百分率与均值恰好等于阈值时属于较好的一级；件数达到所写数值即变色。上级单位的值是各下级分子、分母之和，从不取平均。',
    table(['代码', '名称', '目标', '黄 / 橙 / 红', '受众', '着色'], indicators.map(indicator => [code(indicator.code), indicator.name, targetText(indicator), thresholdsText(indicator), code(indicator.audience), indicator.judged ? '是' : '否'])),
    ...indicators.map(section),
  )
}

const PERIODS: Readonly<Record<string, string>> = { D: '当日', W: '本周', M: '本月', Q: '本季', H: '本半年', Y: '本年', N: '当前' }
const periodText = (period: string): string => PERIODS[period] ?? `近 ${period.slice(1)} 天`
const UNIT_WORDS: Readonly<Record<Indicator['unit'], string>> = { percent: ' %', count: ' 件', mean: '' }
const withUnit = ({ unit }: Indicator, value: number): string => `${value}${UNIT_WORDS[unit]}`

function targetText(indicator: Indicator): string {
  return indicator.target === undefined ? '—' : withUnit(indicator, indicator.target)
}

function thresholdsText({ thresholds = {}, unit, direction }: Indicator): string {
  const sign = unit !== 'count' ? (direction === 'up' ? '<' : '>') : (direction === 'up' ? '≤' : '≥')
  const steps = [thresholds.yellow, thresholds.orange, thresholds.red].map(value => value === undefined ? '—' : `${sign}${value}`).join(' / ')
  return `${steps}${thresholds.redAfterDays === undefined ? '' : `，任一件超过 ${thresholds.redAfterDays} 天即红`}`
}

function section(indicator: Indicator): string {
  const { definition, formula, period, owner, perStation } = indicator
  return [
    `## ${code(indicator.code)} ${indicator.name}`,
    definition,
    [`- 分子：${formula.num}`, `- 分母：${formula.den}`, `- 周期：${periodText(period)}`, ...(perStation === true ? ['- 件数阈值按所辖部所队个数放大'] : []), `- 责任科室（示例）：${owner}`].join('\n'),
  ].join('\n\n')
}
