/** `feed`: one desensitised sentence a fact. Words come from here and from configuration, never from an upstream. */
import type { Audience, FeedItem, FeedTopic, TaskKind } from '@qinglian/shared'
import type { FeedFact } from '../../../model/parts/part.ts'
import type { Scene } from './scene.ts'
import { statementTime } from '../../../model/statementOrder.ts'
import { unitLink } from './about.ts'

const TASK_KIND_NAMES: Record<TaskKind, string> = { routine: '日常', special: '专项', cross: '交叉', double_random: '双随机', unannounced: '飞行' }
const SEVERITY_NAMES: Record<string, string> = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' }

export async function composeFeed(unit: string, audience: Audience, scene: Scene): Promise<FeedTopic> {
  const { feed } = await scene.total(unit, 'feed')
  const facts = audience === 'public' ? feed.public : feed.internal
  return { items: facts.filter(fact => scene.org.isDeclared(fact.unit)).map(fact => item(fact, scene)) }
}

function item(fact: FeedFact, scene: Scene): FeedItem {
  const unitName = unitLink(fact.unit, scene).shortName
  return { at: new Date(statementTime(fact.stmt)).toISOString(), unit: fact.unit, unitName, kind: fact.kind, text: `${unitName} ${sentence(fact, scene)}`, params: { ...fact.params } }
}

function sentence({ kind, params, stmt }: FeedFact, { wording, days }: Scene): string {
  switch (kind) {
    case 'task_done':
      return `完成${TASK_KIND_NAMES[params.taskKind as TaskKind]}监督检查`
    case 'written_off':
      return '一项问题整改销号'
    case 'signed_many':
      return `${days.hourOf(statementTime(stmt))} 时新签${wording.pledgeType(String(params.type))?.name ?? '承诺'} ${params.people} 份`
    case 'alert_raised':
      return `触发${SEVERITY_NAMES[String(params.severity)] ?? ''}预警：${wording.rule(String(params.rule))?.name ?? params.rule}`
  }
}
