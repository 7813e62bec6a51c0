/**
 * The upstream systems of the sample district, each with a source of its own. Names and cadences are 示例.
 */
export const SYSTEMS = {
  personnel: { name: '人事系统', source: '/upstream/personnel', everySec: 24 * 3600, owner: '人事科' },
  party: { name: '党建系统', source: '/upstream/party', everySec: 12 * 3600, owner: '机关党委' },
  discipline: { name: '纪检综合系统', source: '/upstream/discipline', everySec: 24 * 3600, owner: '纪检监察科' },
  supervision: { name: '监督检查系统', source: '/upstream/supervision', everySec: 3600, owner: '专卖监督管理科' },
  onecard: { name: '一卡通', source: '/upstream/onecard', everySec: 6 * 3600, owner: '营销管理科' },
  hotline: { name: '12313 热线', source: '/upstream/hotline', everySec: 24 * 3600, owner: '专卖监督管理科' },
  console: { name: '管理端填报', source: '/upstream/console', everySec: 24 * 3600, owner: '信息中心' },
  licensing: { name: '许可平台', source: '/upstream/licensing', everySec: 4 * 3600, owner: '专卖监督管理科' },
  kiosk: { name: '自助终端', source: '/upstream/kiosk', everySec: 900, owner: '信息中心' },
} as const

export type System = keyof typeof SYSTEMS
export const SYSTEM_NAMES = Object.keys(SYSTEMS) as System[]

/** The system that speaks under a source, if it is one of ours. */
export function systemOf(source: string): System | undefined {
  return SYSTEM_NAMES.find(name => SYSTEMS[name].source === source)
}

/** A key of one's own for some systems, one for all others. */
export interface Keys {
  key: string
  keys?: Partial<Record<System, string>> | undefined
}

/** The key under which events of this source are sent. */
export function keyOf({ key, keys }: Keys, source: string): string {
  const system = systemOf(source)
  return (system === undefined ? undefined : keys?.[system]) ?? key
}
