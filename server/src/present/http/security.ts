/**
 * What browsers may do with our pages: everything comes from ourselves, nothing inline, nothing framed by others.
 * Over plain HTTP, which an intranet often has, the headers that only make sense with TLS are left out: browsers
 * would ignore them with a warning, or look for an HTTPS that is not there.
 */
import type { FastifyHelmetOptions } from '@fastify/helmet'

const CONTENT_SECURITY_POLICY = {
  'default-src': ['\'self\''],
  'script-src': ['\'self\''],
  'style-src': ['\'self\''],
  'img-src': ['\'self\'', 'data:'],
  'font-src': ['\'self\''],
  'connect-src': ['\'self\'', 'ws:', 'wss:'],
  'object-src': ['\'none\''],
  'base-uri': ['\'none\''],
  'frame-ancestors': ['\'self\''],
  'form-action': ['\'self\''],
}

const ONE_YEAR_SEC = 31_536_000

export function helmetOptions(hasTls: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...CONTENT_SECURITY_POLICY, ...(hasTls ? { 'upgrade-insecure-requests': [] } : {}) },
    },
    strictTransportSecurity: hasTls ? { maxAge: ONE_YEAR_SEC, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: hasTls,
    originAgentCluster: hasTls,
    referrerPolicy: { policy: 'same-origin' },
  }
}
