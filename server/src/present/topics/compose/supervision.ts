/** `supervision`: tasks, findings, rectification. Neither tasks nor findings are people, so what is on the public list (domain.md §3.11) is shown as it is. */
import type { Level, SupervisionTopic } from '@qinglian/shared'
import type { Part } from '../../../model/parts/part.ts'
import type { Scene } from './scene.ts'
import { rateOf, worseLevel } from '@qinglian/shared'
import { freshnessOf } from '../../../model/freshness.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'
import { stationsBelow } from './scene.ts'

export async function composeSupervision(unit: string, scene: Scene): Promise<SupervisionTopic> {
  const total = await scene.total(unit, 'supervision')
  const sum = (name: string): number => total.sums[name] ?? 0
  const indicator = (code: string) => rateOf(sum(`m:${code}.num`), sum(`m:${code}.den`))
  const planned = sum('tasks.planned')
  const done = sum('tasks.done')
  return {
    tasks: { planned, done, open: planned - done, overdue: sum('tasks.overdue'), rate: indicator('sup.plan_rate') },
    findings: {
      open: sum('findings.open'),
      overdue: sum('findings.overdue'),
      raised30d: sum('findings.raised30d'),
      rectified: indicator('sup.rectify_rate'),
      writtenOff: rateOf(sum('rectify.written_off'), sum('m:sup.rectify_rate.den')),
    },
    quarter: {
      crossShare: indicator('sup.cross_share'),
      doubleRandom: indicator('sup.double_random'),
      findingsPerTask: indicator('sup.finding_per_task'),
      selfchecks: indicator('sup.selfcheck_rate'),
      jointMeetings: indicator('sup.joint_meeting'),
    },
    level: supervisionLevel(total, stationsBelow(scene, unit), scene),
    freshness: freshnessOf(sourcesOf([total], true), scene.sources),
  }
}

/** The worst level of the indicators that colour the topic; anything open for more than 30 days past its deadline is red (domain.md §3.1). */
function supervisionLevel(total: Part, stations: number, { wording }: Scene): Level {
  const levels = wording.judged('sup.', 'public').map(code => wording.level(code, { num: total.sums[`m:${code}.num`] ?? 0, den: total.sums[`m:${code}.den`] ?? 0 }, stations))
  const longOverdue: Level = (total.sums['findings.long_overdue'] ?? 0) > 0 ? 'red' : 'none'
  return [...levels, longOverdue].reduce(worseLevel, 'none')
}
