/** Which of the three CloudEvents modes a request is in, by its headers alone (contract.md §1). */

export type ContentMode = 'structured' | 'batched' | 'binary'

const MODES: ReadonlyMap<string, ContentMode> = new Map([
  ['application/cloudevents+json', 'structured'],
  ['application/cloudevents-batch+json', 'batched'],
  ['application/json', 'binary'],
])

const PARAMETER = /;\s*([!#$%&'*+.^`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^`|~\w-]+))\s*/gy

interface ContentHeaders {
  readonly 'content-type'?: string | undefined
  readonly 'content-encoding'?: string | undefined
}

/** The mode, or `undefined` where the content type, its charset or a content encoding is not supported. */
export function contentMode(headers: ContentHeaders): ContentMode | undefined {
  const type = headers['content-type']?.trim() ?? ''
  const end = type.indexOf(';')
  const mode = MODES.get((end === -1 ? type : type.slice(0, end)).trim().toLowerCase())
  if (mode === undefined || (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    return undefined
  return end === -1 || isUtf8Parameters(type.slice(end)) ? mode : undefined
}

/** Whether `; name=value…` is well formed and names no charset but UTF-8. */
function isUtf8Parameters(parameters: string): boolean {
  PARAMETER.lastIndex = 0
  while (PARAMETER.lastIndex < parameters.length) {
    const match = PARAMETER.exec(parameters)
    if (match === null)
      return false
    const value = match[2]?.replace(/\\(.)/g, '$1') ?? match[3]!
    if (match[1]!.toLowerCase() === 'charset' && !/^utf-?8$/i.test(value))
      return false
  }
  return true
}

/** Whether a `datacontenttype` says JSON, the only form that `data` may have. */
export function isJsonMediaType(type: string): boolean {
  return /^\s*[^\s/;]+\/(?:json|[^\s/;]+\+json)\s*(?:;|$)/i.test(type)
}
