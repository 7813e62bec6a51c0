/**
 * The one registry of error codes (contract.md §1). A code is `area.reason`; its status and its text are
 * fixed here, so that no message of a library or a database ever leaves the server.
 */
export interface ErrorEntry {
  /** HTTP status; for rows of a batch and for sockets only the code and message are used. */
  readonly status: number
  /** For a person. `{x}` is filled in from the details given where the error is thrown. */
  readonly message: string
  /** For the reference page: when it happens and what to do. */
  readonly help: string
}

export const ERRORS = {
  'auth.missing-key': { status: 401, message: '缺少来源密钥', help: '请求没有 Authorization: Bearer 头。用 `qinglian keys create` 建一个来源密钥。' },
  'auth.unknown-key': { status: 401, message: '来源密钥无效', help: '密钥不存在或抄写有误。' },
  'auth.revoked-key': { status: 401, message: '来源密钥已吊销', help: '向信息管理员申请新的密钥。' },
  'auth.device-required': { status: 401, message: '本系统只对已配对的屏幕开放', help: 'QINGLIAN_PUBLIC=paired 时，未配对的设备什么也看不到。' },
  'scope.denied': { status: 403, message: '密钥无权提交此事件', help: '事件的 source、type 或 subject 超出密钥的范围。' },
  'request.unsupported-media-type': { status: 415, message: '不支持的内容类型', help: '用 application/cloudevents+json、application/cloudevents-batch+json，或带 ce-* 头的 application/json。' },
  'request.too-large': { status: 413, message: '请求体过大', help: '一次最多 5,000 条事件或 8 MiB，分批提交。' },
  'request.not-json': { status: 400, message: '请求体不是有效的 JSON', help: '须为 UTF-8 编码的 JSON；嵌套不超过 64 层。' },
  'request.invalid': { status: 400, message: '请求参数有误', help: '对照 OpenAPI 检查路径、查询参数和请求体。' },
  'route.unknown': { status: 404, message: '没有这个地址', help: '对照 OpenAPI 检查路径。' },
  'route.method': { status: 405, message: '这个地址不支持此方法', help: 'Allow 头列出可用的方法。' },
  'event.not-cloudevent': { status: 400, message: '不是 CloudEvents 1.0 事件：{detail}', help: '缺少必需的属性，或 specversion 不是 "1.0"。批量提交时作为被拒的一行返回。' },
  'event.invalid': { status: 422, message: '事件内容有误：{detail}', help: 'pointer 指向有误、多余或缺少的成员。' },
  'event.unknown-type': { status: 422, message: '没有登记的事件类型', help: '事件类型见事件目录。' },
  'event.future': { status: 422, message: '事件时间超前服务器时钟 5 分钟以上', help: '校准发送方的时钟。' },
  'event.conflict': { status: 422, message: '同一 source 和 id 已有内容不同的事件', help: '先到的有效。要更正，请用新的 id 重新陈述，或先撤回。' },
  'topic.unknown': { status: 404, message: '没有这个主题', help: '主题名为 unit/<单位代码>/<主题>，单位须已登记。' },
  'metric.unknown': { status: 404, message: '没有这个指标，或不对此受众公开', help: '指标代码见 GET /api/v1/metrics；有的指标只给内部看。' },
  'unit.unknown': { status: 404, message: '没有登记这个单位', help: '单位代码见 GET /api/v1/units。' },
  'cursor.invalid': { status: 400, message: '翻页标记无效或已过期', help: 'after 须是上一页的 next 原文，且指标、单位、日期、受众都不变；现值的标记只在当天有效。从第一页重新取。' },
  'quarantine.unknown': { status: 404, message: '没有这条隔离记录', help: '它可能已重新提交成功，或已过保留期。' },
  'rate.limited': { status: 429, message: '请求过于频繁', help: '按 Retry-After 等待后重试。' },
  'server.busy': { status: 429, message: '接收队列已满', help: '没有写入任何内容。按 Retry-After 等待后重试整个请求。' },
  'store.unavailable': { status: 503, message: '存储暂不可用', help: '没有写入任何内容。按 Retry-After 等待后重试整个请求；已知的数字仍可读取。' },
  'server.starting': { status: 503, message: '服务正在启动', help: '主题尚未就绪。按 Retry-After 等待后重试。' },
  'server.stopping': { status: 503, message: '服务正在停止', help: '按 Retry-After 等待后重试整个请求。' },
  'server.internal': { status: 500, message: '服务器内部错误', help: '把 requestId 告诉信息管理员，日志里有原因。' },
  'protocol.unsupported': { status: 400, message: '实时协议版本不受支持', help: '握手 auth.protocol 须为 1。刷新页面以取得新版本。' },
  'origin.denied': { status: 403, message: '来自其他网站的连接被拒绝', help: '实时连接只接受同源页面。' },
  'watch.too-many': { status: 400, message: '一个连接最多订阅 200 个主题', help: '先退订不再需要的主题。' },
  'socket.invalid': { status: 400, message: '消息格式有误', help: '对照契约第 4 节检查消息。' },
  'fact.misplaced': { status: 200, message: '事实的单位与所属对象的单位不一致，已保存但未计入', help: '后续事件的 subject 须与创建该对象的事件相同。' },
  'unit.detached': { status: 200, message: '单位的上级未登记或成环，按根单位处理', help: '补登记上级单位，或更正 parent。' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

/** The text of a code with its details filled in. */
export function errorMessage(code: ErrorCode, details: Record<string, string> = {}): string {
  return ERRORS[code].message.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '')
}
