/**
 * A server for tests and for work on the wall: speaks the wire contract from values held in memory, serves the
 * built page under the security policy of the real one, and can misbehave on demand. Every control acts at once.
 */
import type { Pulse, Result, Subject, Topic, TopicValues, UnitEntry, WatchAnswer, WatchRequest } from '@qinglian/shared'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { PROTOCOL_VERSION, topicName } from '@qinglian/shared'
import { Server } from 'socket.io'
import { servePage } from './servePage.ts'

export interface FakeServerOptions {
  /** The folder of the built page. */
  page: string
  /** Pulses of the contract come every 5 s; tests may not want to wait so long. */
  pulseEveryMs?: number
  port?: number
  isDemo?: boolean
}

export async function startFakeServer({ page, pulseEveryMs = 5_000, port = 0, isDemo = true }: FakeServerOptions) {
  const topics = new Map<string, Topic>()
  const state = { epoch: 'e1', isSilent: false, protocol: PROTOCOL_VERSION as number, clockLeadMs: 0, timezone: 'Asia/Shanghai', units: [] as UnitEntry[], rev: 1, refusals: 0 }
  const sendPage = servePage(page)
  const http = createServer((request, response) => {
    if (request.url?.startsWith('/api/v1/units')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ units: state.units }))
      return
    }
    sendPage(request, response)
  })
  const io = new Server(http, { serveClient: false })
  const pulse = (): Pulse => ({ at: new Date(Date.now() + state.clockLeadMs).toISOString(), build: 'test', epoch: state.epoch, demo: isDemo, timezone: state.timezone })
  const beat = (): void => {
    if (!state.isSilent)
      io.emit('pulse', pulse())
  }
  const pulses = setInterval(beat, pulseEveryMs)

  io.use((socket, next) => {
    const refusal = Object.assign(new Error('protocol.unsupported'), { data: { code: 'protocol.unsupported' } })
    const isSpoken = socket.handshake.auth.protocol === state.protocol
    state.refusals += isSpoken ? 0 : 1
    next(isSpoken ? undefined : refusal)
  })
  io.on('connection', (socket) => {
    if (!state.isSilent)
      socket.emit('pulse', pulse())
    socket.on('topics:watch', (request: WatchRequest, ack: (result: Result<WatchAnswer>) => void) => {
      if (state.isSilent)
        return
      void socket.join(request.topics.map(({ name }) => name))
      ack({ ok: true, data: answer(request) })
    })
    socket.on('topics:unwatch', ({ names }: { names: string[] }, ack: (result: Result<object>) => void) => {
      names.forEach(name => void socket.leave(name))
      ack({ ok: true, data: {} })
    })
  })

  function answer(request: WatchRequest): WatchAnswer {
    const known = request.topics.filter(({ name }) => topics.has(name))
    return {
      epoch: state.epoch,
      topics: known.map(({ name }) => topics.get(name)!).filter(topic => request.topics.find(asked => asked.name === topic.name)?.rev !== topic.rev),
      missing: request.topics.filter(({ name }) => !topics.has(name)).map(({ name }) => ({ name, code: 'topic.unknown' as const })),
    }
  }

  function set<S extends Subject>(unit: string, subject: S, value: TopicValues[S]): void {
    const name = topicName(unit, subject)
    const topic: Topic = { name, audience: 'public', rev: ++state.rev, at: new Date().toISOString(), value }
    topics.set(name, topic)
    if (!state.isSilent)
      io.to(name).emit('topic', topic)
  }

  await new Promise<void>(resolve => http.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    set,
    setUnit(unit: string, values: Partial<TopicValues>) {
      for (const subject of Object.keys(values) as Subject[])
        set(unit, subject, values[subject]!)
    },
    setUnits(units: UnitEntry[]) {
      state.units = units
    },
    /** Connections stay open, but nothing comes any more: neither pulse nor answer nor change. */
    goSilent() {
      state.isSilent = true
    },
    speak() {
      state.isSilent = false
      beat()
    },
    /** Cuts every connection; clients come back by themselves. */
    cut: () => io.disconnectSockets(true),
    /** A restore: a new epoch, and revs that begin anew. */
    restore() {
      state.epoch = `e${Number(state.epoch.slice(1)) + 1}`
      state.rev = 1
      topics.clear()
    },
    beat,
    refuseProtocol() {
      state.protocol = 2
      io.disconnectSockets(true)
    },
    refusals: () => state.refusals,
    setTimezone(timezone: string) {
      state.timezone = timezone
      beat()
    },
    setClockLead(ms: number) {
      state.clockLeadMs = ms
      beat()
    },
    async stop() {
      clearInterval(pulses)
      await io.close()
    },
  }
}
export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>
