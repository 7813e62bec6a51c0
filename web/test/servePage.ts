/** Serves a built page as the real server does: strict security policy, prepared bytes, the page for every path. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

export const SECURITY_POLICY = [
  'default-src \'self\'',
  'script-src \'self\'',
  'style-src \'self\'',
  'font-src \'self\'',
  'connect-src \'self\' ws: wss:',
  'img-src \'self\' data:',
].join('; ')

export interface PageFile { path: string, headers: Record<string, string> }

/** The file that answers a path: an asset by its name, the page for any other; undefined for an asset that is not there. */
export function pageFile(folder: string, path: string): PageFile | undefined {
  const isAsset = path.startsWith('/assets/')
  const file = join(folder, isAsset ? path : 'index.html')
  return existsSync(file)
    ? {
        path: file,
        headers: {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': SECURITY_POLICY,
          'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
      }
    : undefined
}

export function servePage(folder: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const file = pageFile(folder, (request.url ?? '/').split('?')[0] ?? '/')
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    const hasBrotli = existsSync(`${file.path}.br`) && String(request.headers['accept-encoding']).includes('br')
    response.writeHead(200, { ...file.headers, ...(hasBrotli ? { 'content-encoding': 'br' } : {}) })
    response.end(readFileSync(hasBrotli ? `${file.path}.br` : file.path))
  }
}
