/** Posts batches of events as an upstream system would: connections that stay open, one request at a time on each. */
import { Buffer } from 'node:buffer'
import { Agent, request } from 'node:http'
import { INGEST_KEY } from './qinglianServer.ts'

export interface Posted {
  status: number
  body: string
  /** From the first byte sent to the last received. */
  ms: number
}

export interface Poster {
  post: (body: Buffer) => Promise<Posted>
  /** Posts all, each connection taking the next as soon as it is free. @throws where an answer is not 200 with all accepted */
  postAll: (bodies: readonly Buffer[]) => Promise<void>
  close: () => void
}

export function createPoster(url: string, connections = 4): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const headers = { 'content-type': 'application/cloudevents-batch+json', 'authorization': `Bearer ${INGEST_KEY}` }

  function post(body: Buffer): Promise<Posted> {
    const startedMs = performance.now()
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/api/v1/events`, { agent, method: 'POST', headers: { ...headers, 'content-length': body.length } }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString(), ms: performance.now() - startedMs }))
        answer.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  return {
    post,
    async postAll(bodies) {
      let next = 0
      async function connection(): Promise<void> {
        for (let body = bodies[next++]; body !== undefined; body = bodies[next++])
          assertTaken(await post(body))
      }
      await Promise.all(Array.from({ length: connections }, connection))
    },
    close: () => agent.destroy(),
  }
}

/** A bench that measured refusals would measure nothing. */
export function assertTaken({ status, body }: Posted): void {
  if (status !== 200 || !body.includes('"rejected":[]'))
    throw new Error(`not taken: ${status} ${body.slice(0, 500)}`)
}

export function batchBody(events: readonly object[]): Buffer {
  return Buffer.from(JSON.stringify(events))
}
