import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBareApp } from '../support/bareApp.ts'

let webRoot: string
beforeEach(() => {
  webRoot = mkdtempSync(join(tmpdir(), 'qinglian-web-'))
})
afterEach(() => rmSync(webRoot, { recursive: true, force: true }))

function build(): void {
  mkdirSync(join(webRoot, 'assets'))
  for (const [path, text] of [['index.html', '<!doctype html>shell'], ['assets/app-1a2b.js', 'app()'], ['favicon.svg', '<svg/>'], ['.stamp', 'secret']] as const) {
    writeFileSync(join(webRoot, path), text)
    writeFileSync(join(webRoot, `${path}.br`), brotliCompressSync(text))
  }
}

describe('the web app', () => {
  it('is one shell for all its addresses, asked for anew each time', async () => {
    build()
    const { http } = await openBareApp({ webRoot })
    for (const url of ['/', '/wall/shouyi', '/console', '/console/alerts/7', '/?x=1']) {
      const answer = await http.inject(url)
      expect([url, answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([url, 200, '<!doctype html>shell', 'no-cache'])
      expect(answer.headers['content-type']).toContain('text/html')
    }
  })

  it('has files that never change, as they were compressed', async () => {
    build()
    const { http } = await openBareApp({ webRoot })
    const answer = await http.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable', 'vary': 'accept-encoding' })
    expect(answer.headers['content-type']).toContain('javascript')
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe('app()')
  })

  it('has files that may change', async () => {
    build()
    const { http } = await openBareApp({ webRoot })
    expect((await http.inject('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  })

  it.each(['/.stamp', '/..%2f..%2fetc/passwd', '/assets/../../secret', '/nothing.js'])('gives nothing for %s', async (url) => {
    build()
    const { http } = await openBareApp({ webRoot })
    const answer = await http.inject(url)
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'route.unknown'])
  })

  it('says so when it is not built yet, and is there as soon as it is', async () => {
    const { http } = await openBareApp({ webRoot })
    const before = await http.inject('/wall/shouyi')
    expect([before.statusCode, before.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
    expect(before.body).toContain('npm run build')
    expect(before.headers['content-security-policy']).toContain('style-src \'sha256-')
    build()
    expect((await http.inject('/wall/shouyi')).body).toBe('<!doctype html>shell')
  })

  it('tells a person that there is no such page, in a page', async () => {
    build()
    const { http } = await openBareApp({ webRoot })
    const answer = await http.inject({ url: '/wal/shouyi', headers: { accept: 'text/html,*/*' } })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(answer.body).toContain('没有这个页面')
  })
})
