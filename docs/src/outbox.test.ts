import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, it } from 'vitest'

interface Answer { readonly status: number, readonly body?: object }
const TAKEN: Answer = { status: 200, body: { accepted: 1, duplicate: 0, rejected: [] } }
const OUTBOX = join(import.meta.dirname, '../examples/outbox.mjs')

let folder: string
let server: Server
let answers: Answer[]
let asked: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qinglian-outbox-'))
  asked = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => body += String(chunk)).on('end', () => {
      asked.push(body)
      const { status, body: answer = {} } = answers.shift() ?? TAKEN
      response.writeHead(status, { 'retry-after': '0', 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

function put(name: string, ...ids: string[]): void {
  writeFileSync(join(folder, name), JSON.stringify(ids.map(id => ({ id }))))
}

function runOutbox(): Promise<{ code: number, said: string }> {
  const env = { ...process.env, QINGLIAN_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, QINGLIAN_KEY: 'key' }
  return new Promise(resolve => execFile(process.execPath, [OUTBOX, folder], { env }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr })))
}

it('sends files in the order of their names, and again while the server is busy or away', async () => {
  answers = [{ status: 429 }, { status: 503 }]
  put('2.json', 'b')
  put('1.json', 'a')
  put('3.tmp', 'still being written')
  expect((await runOutbox()).code).toBe(0)
  expect(asked).toEqual(['[{"id":"a"}]', '[{"id":"a"}]', '[{"id":"a"}]', '[{"id":"b"}]'])
  expect(readdirSync(folder).sort()).toEqual(['3.tmp', 'rejected', 'sent'])
  expect(readdirSync(join(folder, 'sent')).sort()).toEqual(['1.json', '2.json'])
})

it('keeps a file that could not be sent, and those after it, for the next time', async () => {
  answers = Array.from({ length: 5 }, () => ({ status: 503 }))
  put('1.json', 'a')
  put('2.json', 'b')
  expect(await runOutbox()).toMatchObject({ code: 1, said: expect.stringContaining('1.json 留待下次') })
  expect(readdirSync(join(folder, 'sent'))).toEqual([])
  await runOutbox()
  expect(readdirSync(join(folder, 'sent')).sort()).toEqual(['1.json', '2.json'])
})

it('puts refused events aside with the reason', async () => {
  answers = [{ status: 200, body: { accepted: 1, duplicate: 0, rejected: [{ index: 1, code: 'event.invalid', pointer: '/data/x' }] } }]
  put('1.json', 'a', 'b')
  expect((await runOutbox()).code).toBe(0)
  expect(JSON.parse(readFileSync(join(folder, 'rejected/1.json'), 'utf8'))).toEqual([{ index: 1, code: 'event.invalid', pointer: '/data/x', event: { id: 'b' } }])
})

it('stops with the server\'s words where it refuses the request as such, and keeps the file', async () => {
  answers = [{ status: 401, body: { error: { code: 'auth.unknown-key' } } }]
  put('1.json', 'a')
  expect(await runOutbox()).toMatchObject({ code: 1, said: expect.stringContaining('auth.unknown-key') })
  expect(readdirSync(folder)).toContain('1.json')
})
