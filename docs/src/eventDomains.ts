/** The domains of the event catalogue, the word after `qinglian.` in a type, in the words of the page's reader. */
import type { EventDefinition } from '@qinglian/shared'

interface DomainText {
  readonly title: string
  /** Who usually sends these (domain.md §2); a station without such a system uses the import or the console. */
  readonly sender: string
}

export interface EventDomain extends DomainText {
  readonly name: string
  readonly events: readonly EventDefinition[]
}

const TEXTS: ReadonlyMap<string, DomainText> = new Map([
  ['org', { title: '单位、人员、党组织与零售户', sender: '人事、党建、许可系统' }],
  ['source', { title: '数据源', sender: '信息中心' }],
  ['fact', { title: '撤回', sender: '原来的提交者' }],
  ['pledge', { title: '承诺', sender: '党建、纪检' }],
  ['supervision', { title: '监督检查', sender: '监督系统' }],
  ['rectification', { title: '整改与销号', sender: '监督系统' }],
  ['discipline', { title: '违纪违法认定', sender: '纪检' }],
  ['list', { title: '四张清单与权力行使', sender: '联席会议秘书、业务系统、纪检' }],
  ['duty', { title: '四责协同', sender: '党建' }],
  ['study', { title: '学习教育', sender: '党建、培训' }],
  ['culture', { title: '清廉文化', sender: '党建' }],
  ['talk', { title: '谈心谈话', sender: '党建' }],
  ['visit', { title: '廉政家访', sender: '党建' }],
  ['selfcheck', { title: '自律自查', sender: '专卖、营销两线' }],
  ['meeting', { title: '联席会议', sender: '联席会议秘书' }],
  ['evaluation', { title: '评议', sender: '一卡通、自助终端' }],
  ['complaint', { title: '投诉', sender: '热线、一卡通' }],
  ['appreciation', { title: '感谢', sender: '所(部)' }],
  ['honour', { title: '荣誉', sender: '所(部)' }],
  ['licence', { title: '许可办件', sender: '许可系统、自助终端' }],
  ['kiosk', { title: '自助终端', sender: '自助终端' }],
  ['scenario', { title: '数字场景', sender: '信息中心' }],
  ['challenge', { title: '揭榜领题', sender: '部门、所(部)' }],
  ['alert', { title: '预警处置', sender: '管理端、处置系统' }],
  ['portrait', { title: '清廉画像', sender: '系统自己' }],
])

/** The events by domain, in the order in which the domains first come. A domain without a title is an error. */
export function eventDomains(events: readonly EventDefinition[]): EventDomain[] {
  const names = [...new Set(events.map(domainOf))]
  return names.map((name) => {
    const text = TEXTS.get(name)
    if (text === undefined)
      throw new Error(`no title for the events qinglian.${name}.*`)
    return { name, ...text, events: events.filter(event => domainOf(event) === name) }
  })
}

function domainOf({ type }: EventDefinition): string {
  return type.split('.')[1] ?? ''
}
