/**
 * Keeps the schemas of `@qinglian/shared` out of the browser. The wall takes types and constants from the
 * contract and validates nothing (the server has done so), yet the schema library would be 22 KB of its entry,
 * since the bundler cannot know that building a schema touches nothing else. Here it is told.
 */
import type { Plugin } from 'vite'

const CONTRACT = /\/shared\/src\/.+\.ts$/
const SCHEMA_LIBRARY = /\/typebox\//

/** Calls that only build a schema or read one; where their result is unused, they go. */
const PURE_CALL = /\b(?:Type\.\w+|Closed|Members|Nullable|OneOf|Optional|Text|defineEvent|seenBy|ObjectIdOfEvent|Object\.fromEntries|Object\.keys|new Map|[A-Z_]+\.map)\(/g

export function contractTypesPlugin(): Plugin {
  return {
    name: 'qinglian:contract-types',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (CONTRACT.test(id))
        return { code: code.replace(PURE_CALL, '/* @__PURE__ */ $&'), moduleSideEffects: false }
      if (SCHEMA_LIBRARY.test(id))
        return { code, moduleSideEffects: false }
      return undefined
    },
  }
}
