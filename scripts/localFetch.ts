/**
 * `fetch` to the server that this machine has just started. With a certificate of its own (`QINGLIAN_TLS_CERT`)
 * the name on it is the bureau's and not `127.0.0.1`, so over HTTPS the certificate is compared with the file
 * byte by byte instead of by name and issuer. Plain HTTP is Node's own `fetch`.
 */
import type { Place } from './addresses.ts'
import { Buffer } from 'node:buffer'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import process from 'node:process'
import { TLSSocket } from 'node:tls'

export function localFetch({ isSecure }: Pick<Place, 'isSecure'>, certFile = process.env.QINGLIAN_TLS_CERT ?? ''): typeof fetch {
  return isSecure ? pinnedFetch(new X509Certificate(readFileSync(certFile)).fingerprint256) : fetch
}

/** Speaks only to a server that shows the certificate with this fingerprint. */
function pinnedFetch(fingerprint: string): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init)
    const body = Buffer.from(await asked.arrayBuffer())
    return new Promise((resolve, reject) => {
      const options = { method: asked.method, headers: Object.fromEntries(asked.headers), signal: asked.signal, rejectUnauthorized: false, agent: false }
      const outgoing = request(asked.url, options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => {
          const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) => values.map(value => [name, value] as [string, string]))
          const status = answer.statusCode ?? 500
          resolve(new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers }))
        })
      })
      outgoing.on('error', reject).on('socket', socket => socket.once('secureConnect', () => {
        if (!(socket instanceof TLSSocket) || socket.getPeerX509Certificate()?.fingerprint256 !== fingerprint)
          return outgoing.destroy(new Error('another certificate than QINGLIAN_TLS_CERT answers there'))
        outgoing.end(body)
      }))
    })
  }
}
