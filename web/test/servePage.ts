/** Serves `web/dist` as the real server does: strict security policy, prepared bytes, the page for every path. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

export const SECURITY_POLICY = [
  'default-src \'self\'',
  'script-src \'self\'',
  'style-src \'self\'',
  'font-src \'self\'',
  'connect-src \'self\' ws: wss:',
  'img-src \'self\' data:',
].join('; ')

export function servePage(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const isAsset = path.startsWith('/assets/')
  const file = join(DIST, isAsset ? path : 'index.html')
  if (!existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  const hasBrotli = existsSync(`${file}.br`) && String(request.headers['accept-encoding']).includes('br')
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': SECURITY_POLICY,
    'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(hasBrotli ? { 'content-encoding': 'br' } : {}),
  })
  response.end(readFileSync(hasBrotli ? `${file}.br` : file))
}
