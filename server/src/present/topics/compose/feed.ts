/** `feed`: one desensitised sentence a fact. Words come from here and from configuration, never from an upstream. */
import type { Audience, FeedItem, FeedTopic, HonourLevel, LicenceMatter, SessionKind, TaskKind } from '@qinglian/shared'
import type { FeedFact } from '../../../model/parts/part.ts'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { figureId } from '../../../model/disclosure/figures.ts'
import { statementTime } from '../../../model/statementOrder.ts'
import { unitLink } from './about.ts'

const TASK_KIND_NAMES: Record<TaskKind, string> = { routine: '日常', special: '专项', cross: '交叉', double_random: '双随机', unannounced: '飞行' }
const SESSION_SENTENCES: Record<SessionKind, string> = {
  branch_assembly: '召开支部党员大会',
  branch_committee: '召开支委会',
  group_meeting: '召开党小组会',
  party_lesson: '开展党课',
  political_study_day: '开展政治学习',
  theme_party_day: '开展主题党日',
  discipline_training: '开展纪律培训',
  other_study: '开展学习',
}
const MATTER_NAMES: Record<LicenceMatter, string> = { new: '新办', renew: '延续', change: '变更', suspend: '停业', resume: '恢复营业', close: '歇业', reissue: '补办' }
const HONOUR_NAMES: Record<HonourLevel, string> = { national: '全国', province: '省级', city: '市级', district: '区级' }
const SEVERITY_NAMES: Record<string, string> = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' }

export async function composeFeed({ unit, audience }: { unit: string, audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<FeedTopic> {
  const { feed } = await scene.total(unit, 'feed')
  const items: FeedItem[] = []
  for (const fact of audience === 'public' ? feed.public : feed.internal) {
    if (scene.org.isDeclared(fact.unit) && (audience !== 'public' || await mayBeTold(fact, scene, disclosure)))
      items.push(item(fact, scene))
  }
  return { items }
}

/** How many signed is told only where the figure it is part of is on show: at a unit with nothing below it, unhidden. */
async function mayBeTold({ kind, unit, params }: FeedFact, scene: Scene, disclosure: Disclosure): Promise<boolean> {
  if (kind !== 'signed_many')
    return true
  return scene.tree.children(unit).length === 0 && !(await disclosure.hidden(unit, scene)).has(figureId(unit, { kind: 'type', type: String(params.type) }))
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
    case 'session_held':
      return SESSION_SENTENCES[params.kind as SessionKind]
    case 'licence_delivered':
      return `送达${MATTER_NAMES[params.matter as LicenceMatter]}许可证`
    case 'kiosk_used':
      return `自助终端受理${MATTER_NAMES[params.matter as LicenceMatter]}业务`
    case 'honour_awarded':
      return `获得${HONOUR_NAMES[params.level as HonourLevel]}荣誉`
    case 'alert_raised':
      return `触发${SEVERITY_NAMES[String(params.severity)] ?? ''}预警：${wording.rule(String(params.rule))?.name ?? params.rule}`
  }
}
