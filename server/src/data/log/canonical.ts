/** JSON in one form only (RFC 8785), so that equal contents are equal texts whatever the order of their members. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object')
    return JSON.stringify(value)
  const members = value as Record<string, unknown>
  // RFC 8785 sorts by UTF-16 code units, which is what JavaScript does.
  return `{${Object.keys(members).sort().map(name => `${JSON.stringify(name)}:${canonicalJson(members[name])}`).join(',')}}`
}
