/** Where a server of these settings listens, and whether the place is free. */
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'

export interface Place {
  host: string
  port: number
  isSecure: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** The place that `QINGLIAN_HOST`, `QINGLIAN_PORT` and `QINGLIAN_TLS_CERT` name (contract.md §5). */
export function placeOf(env: Environment): Place {
  const host = env.QINGLIAN_HOST || '127.0.0.1'
  return { host: host === 'localhost' ? '127.0.0.1' : host, port: Number(env.QINGLIAN_PORT || '8686'), isSecure: Boolean(env.QINGLIAN_TLS_CERT) }
}

const ANYWHERE = new Set(['0.0.0.0', '::'])

/** The address a browser on this machine opens; one that listens everywhere is reached at home. */
export function urlOf({ host, port, isSecure }: Place): string {
  const name = ANYWHERE.has(host) ? '127.0.0.1' : host
  return `${isSecure ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** The address for other machines; nothing where the server listens only to this one. */
export function urlFromOutside(place: Place, interfaces = networkInterfaces()): string | undefined {
  if (!ANYWHERE.has(place.host))
    return undefined
  const outside = Object.values(interfaces).flat().find(address => address && !address.internal && address.family === 'IPv4')
  return outside && urlOf({ ...place, host: outside.address })
}

/** The port that can be had there: the one asked for, any free one for 0. @throws Node's error, `EADDRINUSE` where it is taken */
export function claimPort({ host, port }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
