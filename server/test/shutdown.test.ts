import type { HttpApp } from '../src/present/http/server.ts'
import { describe, expect, it } from 'vitest'
import { openBareApp } from './support/bareApp.ts'

describe('stopping', () => {
  it('finishes what was accepted, closes the sockets, and takes nothing new', async () => {
    const accepted = Promise.withResolvers<void>()
    const committed = Promise.withResolvers<void>()
    const app = await openBareApp({ parts: { doors: async (http: HttpApp) => {
      http.post('/api/v1/events', { schema: { security: [] } }, async () => {
        accepted.resolve()
        await committed.promise
        return { accepted: 1 }
      })
    } } })
    const url = await app.listen()
    const socket = app.connect()
    await new Promise(resolve => socket.once('connect', () => resolve(undefined)))
    const gone = new Promise(resolve => socket.once('disconnect', resolve))
    const request = fetch(`${url}/api/v1/events`, { method: 'POST' })
    await accepted.promise

    const closing = app.close()
    await gone
    expect(app.closings).toEqual([])
    const late = await app.http.inject('/healthz').catch((error: Error) => error)
    expect(late instanceof Error || late.statusCode === 503).toBe(true)
    committed.resolve()
    expect(await (await request).json()).toEqual({ accepted: 1 })
    await closing
    expect(app.closings).toEqual(['writer', 'presenter', 'store'])
    await expect(fetch(url)).rejects.toThrow()
  })
})
