/** What to tell the person whose start failed: what is wrong and what to do, in place of a stack. */
import { FieldKeyInvalid } from './access/fieldKey.ts'
import { SettingsInvalid } from './config.ts'
import { WrongKindOfData } from './dataKind.ts'
import { StoreUnavailable } from './db/store.ts'
import { ModelConfigInvalid } from './model/config/loadModelConfig.ts'

/** Errors whose own text is already written for that person. */
const DESIGNED = [SettingsInvalid, ModelConfigInvalid, FieldKeyInvalid, WrongKindOfData]

const BY_CODE: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用：可能已有一个青莲在运行。停掉它，或用 QINGLIAN_PORT 另选端口。',
  EACCES: '没有权限监听这个端口：1024 以下的端口须由管理员开放，或用 QINGLIAN_PORT 另选端口。',
  EADDRNOTAVAIL: '本机没有这个地址：检查 QINGLIAN_HOST。',
  ENOTFOUND: '找不到这个主机名：检查 QINGLIAN_HOST 或 QINGLIAN_DATABASE_URL。',
  ECONNREFUSED: '数据库拒绝连接：检查 QINGLIAN_DATABASE_URL，以及数据库是否在运行。',
}

const STORE_REASONS = { full: '磁盘已满', locked: '被另一个进程占用', gone: '文件不在或连接断开' } as const

export function startProblem(error: unknown): string {
  if (DESIGNED.some(kind => error instanceof kind) && error instanceof Error)
    return error.message
  if (error instanceof StoreUnavailable)
    return `数据库打不开（${STORE_REASONS[error.reason]}）：检查 QINGLIAN_DATA_DIR 或 QINGLIAN_DATABASE_URL。`
  const known = error instanceof Error && 'code' in error && typeof error.code === 'string' ? BY_CODE[error.code] : undefined
  return known ?? `未能启动：${error instanceof Error ? error.stack : String(error)}`
}
