/**
 * Every setting with its default, its meaning and what it must look like (contract.md §5). The one table:
 * `config.ts` checks the environment against it and the reference page is made from it.
 */
import type { TSchema } from '@qinglian/shared'
import { statSync } from 'node:fs'
import { OneOf, Type } from '@qinglian/shared'
import { decodeFieldKey } from './access/fieldKey.ts'

export interface SettingEntry {
  readonly name: string
  /** As the reference page shows it; a setting without `value` is empty by default. */
  readonly default: string
  /** The text that stands for an absent setting. */
  readonly value?: string
  readonly meaning: string
  /** What it should be, for the message when it is not. */
  readonly should: string
  readonly schema: TSchema
  /** True where the value must not be repeated in a message. */
  readonly secret?: true
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export const PUBLIC_ACCESS = ['open', 'paired'] as const

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535
const isUrlOf = (...protocols: string[]) => (text: string): boolean => URL.canParse(text) && protocols.includes(new URL(text).protocol)
const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** Whether `read` accepts the text; throwing is how it says no. */
function isReadBy(read: (text: string) => unknown) {
  return (text: string): boolean => {
    try {
      read(text)
      return true
    }
    catch {
      return false
    }
  }
}
const isTimezone = isReadBy(timeZone => new Intl.DateTimeFormat('en', { timeZone }))
const isFieldKey = isReadBy(text => decodeFieldKey(text, 'QINGLIAN_FIELD_KEY'))

/** A text that passes `check`. */
function Checked(check: (text: string) => boolean) {
  return Type.Refine(Type.String(), check)
}

export const SETTINGS = [
  { name: 'QINGLIAN_HOST', default: '127.0.0.1', value: '127.0.0.1', meaning: '监听的地址', should: '主机名或 IP 地址', schema: Type.String({ pattern: '^[A-Za-z0-9.:_-]+$' }) },
  { name: 'QINGLIAN_PORT', default: '8686', value: '8686', meaning: '监听的端口', should: '0 到 65535 的整数', schema: Checked(isPort) },
  { name: 'QINGLIAN_TLS_CERT', default: '空', meaning: '证书文件（PEM）。与 QINGLIAN_TLS_KEY 一起设置即以 HTTPS 服务；本机以外的浏览器要用离线缓存须有它', should: '可读的证书文件', schema: Checked(isFile) },
  { name: 'QINGLIAN_TLS_KEY', default: '空', meaning: '私钥文件（PEM）', should: '可读的私钥文件', schema: Checked(isFile) },
  { name: 'QINGLIAN_DATA_DIR', default: './data', value: './data', meaning: '内置数据库、上传文件，以及未另给密钥时的密钥文件', should: '可写的目录', schema: Type.String() },
  { name: 'QINGLIAN_CONFIG_DIR', default: '随附的样例', meaning: '本单位自己的模型配置，升级不会改动', should: '已有的目录', schema: Checked(isDirectory) },
  { name: 'QINGLIAN_DATABASE_URL', default: '空：内置 SQLite', meaning: 'PostgreSQL 的连接地址', should: 'postgres://… 形式的地址', schema: Checked(isUrlOf('postgres:', 'postgresql:')), secret: true },
  { name: 'QINGLIAN_REDIS_URL', default: '空：单节点', meaning: '多节点时的 Redis 地址', should: '空：本版本只运行单节点', schema: Checked(() => false), secret: true },
  { name: 'QINGLIAN_FIELD_KEY', default: '首次启动生成，存于数据库旁，权限 600', meaning: '保护人员姓名加密密钥的主密钥', should: '32 字节的密钥，写成 64 位十六进制或 44 位 base64', schema: Checked(isFieldKey), secret: true },
  { name: 'QINGLIAN_INGEST_KEY', default: '空', meaning: '全范围的来源密钥，供首次安装与测试', should: '至少 32 个字符', schema: Type.String({ pattern: '^[!-~]{32,}$' }), secret: true },
  { name: 'QINGLIAN_PUBLIC', default: 'open', value: 'open', meaning: '谁可以看公开内容：open 任何人，paired 仅已配对的屏幕', should: 'open 或 paired', schema: OneOf(PUBLIC_ACCESS) },
  { name: 'QINGLIAN_TIMEZONE', default: 'Asia/Shanghai', value: 'Asia/Shanghai', meaning: '日、月与期限所用的时区', should: 'IANA 时区名，如 Asia/Shanghai', schema: Checked(isTimezone) },
  { name: 'QINGLIAN_LOG_LEVEL', default: 'info', value: 'info', meaning: '日志级别', should: LOG_LEVELS.join('、'), schema: OneOf(LOG_LEVELS) },
  { name: 'QINGLIAN_DEMO', default: '空', meaning: '1 表示数据库中是演示数据，屏幕会注明；正式启动拒绝演示数据库，反之亦然', should: '1，或不设置', schema: Type.Literal('1') },
] as const satisfies readonly SettingEntry[]

export type SettingName = (typeof SETTINGS)[number]['name']
