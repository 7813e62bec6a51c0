/** What Chromium 86 lacks and our libraries call (pinia's `$patch`). Imported before anything else. */
type Owns = (object: object, key: PropertyKey) => boolean

if (typeof Object.hasOwn !== 'function') {
  const hasOwn: Owns = (object, key) => Object.prototype.hasOwnProperty.call(object, key)
  Object.defineProperty(Object, 'hasOwn', { value: hasOwn, configurable: true, writable: true })
}
