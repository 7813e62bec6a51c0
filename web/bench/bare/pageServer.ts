/**
 * The bare engine of the wall: plain pages over `node:http` with Socket.IO's own client, and nothing of ours.
 * `/echo` shows the number that `POST /api/v1/events` brings, the moment it comes; `/static?bytes=` is one page and one
 * script that together weigh that much, and says that it is live once the script has run.
 */
import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Server } from 'socket.io'
import { ready } from '../../../scripts/bench-kit/probe.ts'

const CLIENT = readFileSync(join(dirname(createRequire(import.meta.url).resolve('socket.io-client/package.json')), 'dist/socket.io.min.js'))
const ECHO = `<!doctype html><meta charset="utf-8"><title>bare</title><p data-figure="echo" data-value="0">0</p>
<script src="/client.js"></script><script>
io({ transports: ['websocket'] }).on('number', (number) => {
  const figure = document.querySelector('[data-figure]')
  figure.dataset.value = number
  figure.textContent = number
}).on('connect', () => document.body.dataset.state = 'live')
</script>`
const STATIC = '<!doctype html><meta charset="utf-8"><title>bare</title><p>0</p><script src="/weight.js?bytes=BYTES" defer></script>'
const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'

const http = createServer()
const io = new Server({ serveClient: false })

http.on('request', (request, response) => {
  const url = new URL(request.url ?? '/', 'http://bare')
  const bytes = Number(url.searchParams.get('bytes'))
  const send = (type: string, body: string | Buffer) => void response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
  switch (url.pathname) {
    case '/echo':
      return send(HTML, ECHO)
    case '/client.js':
      return send(SCRIPT, CLIENT)
    case '/static':
      return send(HTML, STATIC.replace('BYTES', String(bytes)))
    case '/weight.js':
      return send(SCRIPT, weighing(bytes))
    case '/api/v1/events':
      request.on('data', (chunk: Buffer) => io.emit('number', String(chunk)))
      return request.on('end', () => send('application/json', '{"rejected":[]}'))
    default:
      return void response.writeHead(404).end()
  }
})
// After the listener above, which then gets only what is not Socket.IO's.
io.attach(http)

/** A script of so many bytes that do not compress. */
function weighing(bytes: number): string {
  return `document.body.dataset.state = 'live' // ${randomBytes(Math.ceil(bytes / 2)).toString('hex').slice(0, bytes)}`
}

http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  ready(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
