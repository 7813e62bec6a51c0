/**
 * The built web app. Files under `assets/` bear a hash in their name and never change; everything else is asked
 * for again each time. `.br` and `.gz` beside a file are served as they are. The app's pages share one shell.
 */
import type { HttpApp } from './server.ts'
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { sendNotBuilt } from './pages.ts'

/** Addresses that the app draws itself. */
const PAGES = ['/', '/wall/:unit', '/console', '/console/*']

/** @param root folder of the built app; it may come into being while the server runs */
export async function webApp(app: HttpApp, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    suppressWarning: true,
    preCompressed: true,
    dotfiles: 'ignore',
    index: false,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', cachingOf(path.slice(root.length)))
    },
  })

  const shell = join(root, 'index.html')
  for (const url of PAGES) {
    app.get(url, { schema: { hide: true } }, async (_request, reply) => {
      return existsSync(shell) ? reply.sendFile('index.html') : sendNotBuilt(reply)
    })
  }
}

function cachingOf(path: string): string {
  return path.startsWith(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache'
}
