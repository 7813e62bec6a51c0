/** Attributes beyond those that Qinglian reads: accepted and kept (contract.md §1). */
import type { Members } from './eventTypes.ts'
import type { Fault } from './fault.ts'
import { MAX_DATA_BYTES } from '@qinglian/shared'
import { invalid } from './fault.ts'
import { pointerTo } from './pointer.ts'

const OWN: ReadonlySet<string> = new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'data', 'data_base64'])
const NAME = /^[a-z0-9]+$/
/** What an absent `datacontenttype` means too: not worth keeping. */
const PLAIN_JSON = /^application\/json\s*(?:;\s*charset="?utf-?8"?\s*)?$/i

export function isAttributeName(name: string): boolean {
  return NAME.test(name)
}

/** The further attributes of an event, `undefined` where there are none; null means absent. Together they may be as large as data. */
export function extensionsOf(event: Members): Members | undefined | Fault {
  let kept: [string, unknown][] | undefined
  let size = 0
  for (const name in event) {
    const value = event[name]
    if (OWN.has(name) && !isTellingContentType(name, value))
      continue
    if (!NAME.test(name))
      return invalid(pointerTo('', name), '扩展属性名只能由小写字母和数字组成')
    if (value === null)
      continue
    if (!isAttributeValue(value))
      return invalid(pointerTo('', name), `扩展属性 ${name} 应为文本、数字、true 或 false`)
    size += name.length + String(value).length
    if (size > MAX_DATA_BYTES)
      return invalid(pointerTo('', name), `扩展属性合计超过 ${MAX_DATA_BYTES / 1024} KiB`)
    kept ??= []
    kept.push([name, value])
  }
  return kept === undefined ? undefined : Object.fromEntries(kept)
}

export function isAttributeValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}

function isTellingContentType(name: string, value: unknown): boolean {
  return name === 'datacontenttype' && typeof value === 'string' && !PLAIN_JSON.test(value)
}
