/** Topics, categories and reasons of the demo data. All of them are 示例: no bureau's official list. */
import type { DutyHolder, FINDING_SEVERITIES, LICENCE_CHANNELS, LICENCE_MATTERS, TASK_KINDS } from '@qinglian/shared'

export const TASK_TOPICS = [
  '零售市场检查台账抽查',
  '许可证实地核查抽查',
  '内部专卖管理日常监督',
  '案件经办规范检查',
  '客户走访规范抽查',
  '货源投放公开检查',
  '公务用车使用检查',
  '值班值守纪律抽查',
  '费用报销票据抽查',
  '涉案物品保管检查',
  '印章使用登记抽查',
  '信息公开栏检查',
  '廉政风险点自查复核',
  '终端建设经费使用检查',
] as const

export const KIND_WEIGHTS = [
  ['routine', 50],
  ['special', 16],
  ['cross', 14],
  ['double_random', 12],
  ['unannounced', 8],
] as const satisfies [(typeof TASK_KINDS)[number], number][]

export const FINDING_CATEGORIES = [
  'ledger',
  'case_file',
  'licence_file',
  'evidence_store',
  'supply_allocation',
  'client_service',
  'vehicle',
  'duty_shift',
  'expense',
  'seal',
  'disclosure',
  'training',
] as const

export const SEVERITY_WEIGHTS = [
  ['low', 68],
  ['medium', 26],
  ['high', 6],
] as const satisfies [(typeof FINDING_SEVERITIES)[number], number][]

export const MATTER_WEIGHTS = [
  ['renew', 42],
  ['new', 24],
  ['change', 14],
  ['suspend', 6],
  ['resume', 5],
  ['close', 5],
  ['reissue', 4],
] as const satisfies [(typeof LICENCE_MATTERS)[number], number][]

export const CHANNEL_WEIGHTS = [
  ['window', 40],
  ['online', 30],
  ['kiosk', 30],
] as const satisfies [(typeof LICENCE_CHANNELS)[number], number][]

export const CANCEL_REASONS = ['并入专项检查', '检查对象停业', '与上级检查重复', '计划调整'] as const
export const RETURN_REASONS = ['佐证材料不足', '整改措施不具体', '未附整改前后对照', '同类问题未一并自查'] as const

export const ALERT_REASONS = ['经核对属上游补报，请予更正', '材料尚不完整，请补充后再报', '该事项不属本单位管辖范围'] as const

export const STUDY_TOPICS = ['党纪学习教育：六项纪律', '烟草专卖执法规范', '规范经营与廉洁自律', '典型案例警示教育', '信访举报与投诉处理要点', '行政许可法与许可服务'] as const

/** Tags of ratings, in order: pleasant ones, complaints about the service, and those about integrity (`evaluation.yaml`). */
export const GOOD_TAGS = ['patient', 'quick', 'clear'] as const
export const BAD_TAGS = ['slow', 'unclear', 'impatient'] as const
export const INTEGRITY_TAGS = ['take_and_demand', 'solicit', 'biased_supply', 'favouritism'] as const
export const HANDLING_ACTIONS = ['called_back', 'visited', 'apologised', 'mended'] as const

export const CHALLENGE_TITLES = ['零售户诚信档案一屏通览', '走访路线一键生成', '廉洁风险点动态地图', '学习资料随身查', '投放公开明白卡', '值班日志无纸化', '台账自查小助手', '感谢信数字墙', '许可进度短信提醒', '承诺到期提醒'] as const

export const DUTY_TASKS: Record<DutyHolder, readonly string[]> = {
  party_branch: ['组织本月廉政专题学习', '听取纪检委员工作汇报', '研究部署廉洁风险防控', '开展主题党日廉洁教育'],
  station_head: ['组织重点岗位廉洁提醒', '抽查走访与投放记录', '督促问题整改到位', '主持专卖营销协同碰头会', '核查许可办理时限'],
  branch_secretary: ['开展分层级谈心谈话', '讲一次廉洁微党课', '更新廉洁档案', '审核承诺签订情况'],
  discipline_member: ['开展本月廉洁风险抽查', '监督“三重一大”事项公开', '跟踪提醒谈话对象', '复核清单条目落实', '抽查公务用车台账'],
}

/** Of the four lists: small powers, what must not be done on duty, what each is reviewed by, and risk points. */
export const POWERS = ['零售许可现场核查', '零售户走访与指导', '货源投放建议', '日常市场检查', '终端建设推荐', '零售户分类评定', '涉案物品保管'] as const
export const DUTIES_NOT_TO_DO = ['不得收受零售户财物', '不得泄露检查安排', '不得代办许可收取好处', '不得倾斜投放货源', '不得虚报走访记录'] as const
export const REVIEW_QUESTIONS = ['遵守中央八项规定精神', '依规行使岗位权力', '服务零售户守规矩', '如实报告个人事项'] as const
export const PERSONAL_SHEET = '个人廉洁评议表'
export const RISKS = ['许可现场核查', '货源投放', '案件经办', '终端经费使用', '涉案物品保管', '物资采购', '公务用车', '走访记录', '数据查询权限'] as const
