/**
 * Where the field key comes from: the setting `QINGLIAN_FIELD_KEY`, else a file beside the database that is made
 * once, readable by its owner only. Losing it makes every name unreadable, so nothing here ever replaces a key.
 */
import { Buffer } from 'node:buffer'
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { FIELD_KEY_BYTES } from './vault.ts'

/** The key is not what it should be; the message names the setting or file, never the key. */
export class FieldKeyInvalid extends Error {
  constructor(where: string) {
    super(`${where} 应为 ${FIELD_KEY_BYTES} 字节的密钥，写成 64 位十六进制或 44 位 base64。可用 openssl rand -base64 32 生成`)
    this.name = 'FieldKeyInvalid'
  }
}

export interface FieldKeyOptions {
  /** The setting; absent or empty where there is none. */
  readonly setting?: string | undefined
  /** The key file, made when neither setting nor file is there. */
  readonly path: string
  readonly random: (bytes: number) => Buffer
}

/** @throws FieldKeyInvalid */
export function loadFieldKey({ setting, path, random }: FieldKeyOptions): Buffer {
  if (setting !== undefined && setting !== '')
    return decodeFieldKey(setting, 'QINGLIAN_FIELD_KEY')
  return decodeFieldKey(readKeyFile(path) ?? makeKeyFile(path, random), `密钥文件 ${path}`)
}

/** 32 bytes from hex or base64 (either alphabet). @throws FieldKeyInvalid */
export function decodeFieldKey(text: string, where: string): Buffer {
  const written = text.trim()
  if (/^[0-9a-f]{64}$/i.test(written))
    return Buffer.from(written, 'hex')
  if (/^[\w+/-]{43}=?$/.test(written))
    return Buffer.from(written, 'base64')
  throw new FieldKeyInvalid(where)
}

function readKeyFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  }
  catch (error) {
    if (hasCode(error, 'ENOENT'))
      return undefined
    throw error
  }
}

/** Written aside and linked into place, so that of two processes starting at once both read one whole key. */
function makeKeyFile(path: string, random: FieldKeyOptions['random']): string {
  const draft = `${path}.${random(6).toString('hex')}`
  writeFileSync(draft, `${random(FIELD_KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, path)
  }
  catch (error) {
    if (!hasCode(error, 'EEXIST'))
      throw error
  }
  finally {
    unlinkSync(draft)
  }
  return readFileSync(path, 'utf8')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
