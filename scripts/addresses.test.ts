import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { claimPort, placeOf, urlFromOutside, urlOf } from './addresses.ts'

describe('addresses', () => {
  it.each([
    [{}, 'http://127.0.0.1:8686'],
    [{ QINGLIAN_HOST: '', QINGLIAN_PORT: '' }, 'http://127.0.0.1:8686'],
    [{ QINGLIAN_HOST: '0.0.0.0', QINGLIAN_PORT: '80' }, 'http://127.0.0.1:80'],
    [{ QINGLIAN_HOST: 'localhost' }, 'http://127.0.0.1:8686'],
    [{ QINGLIAN_HOST: '::1' }, 'http://[::1]:8686'],
    [{ QINGLIAN_TLS_CERT: '/etc/cert.pem' }, 'https://127.0.0.1:8686'],
  ])('for %j a browser here opens %s', (env, url) => {
    expect(urlOf(placeOf(env))).toBe(url)
  })

  it('names an address for other machines only where the server listens to them', () => {
    const interfaces = {
      lo: [{ address: '127.0.0.1', family: 'IPv4' as const, internal: true, netmask: '', mac: '', cidr: null }],
      eth0: [{ address: '10.1.2.3', family: 'IPv4' as const, internal: false, netmask: '', mac: '', cidr: null }],
    }
    expect(urlFromOutside(placeOf({ QINGLIAN_HOST: '0.0.0.0' }), interfaces)).toBe('http://10.1.2.3:8686')
    expect(urlFromOutside(placeOf({}), interfaces)).toBeUndefined()
  })

  it('refuses a port that is taken and gives any free one for 0', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const place = placeOf({ QINGLIAN_PORT: String(port) })
    await expect(claimPort(place)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    expect(await claimPort({ ...place, port: 0 })).not.toBe(port)
    await new Promise(resolve => taken.close(resolve))
    expect(await claimPort(place)).toBe(port)
  })
})
