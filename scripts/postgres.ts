/**
 * A throw-away PostgreSQL server for tests, from the binaries of the machine: a cluster of its own in a
 * temporary folder, on a free port of 127.0.0.1, without passwords and without fsync, gone after `stop`.
 * PostgreSQL refuses to run as root, so root starts it as the system's `postgres` (or `nobody`) user. What
 * an earlier run that was killed left behind is cleared away first. Never for data that matters.
 */
import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const PREFIX = 'qinglian-postgres-'
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '100',
  shared_buffers: '64MB',
}

export interface ThrowAwayPostgres {
  url: string
  /** Such as `15.12`. */
  version: string
  stop: () => Promise<void>
  /** Ends the server with all its connections, keeping its data, until `resume`. */
  halt: () => Promise<void>
  resume: () => Promise<void>
}

/** Folder with `initdb` and `postgres`, newest version first; nothing where the machine has none. */
export function findPostgres(home = '/usr/lib/postgresql'): string | undefined {
  const versions = existsSync(home) ? readdirSync(home).filter(name => /^\d+$/.test(name)) : []
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map(version => join(home, version, 'bin'))
  return [...folders, '/usr/local/bin', '/opt/homebrew/bin', '/usr/bin']
    .find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

interface Account { uid?: number, gid?: number }

/** Who the server runs as: this user, or an unprivileged one where this user is root. */
function serverAccount(): Account {
  if (process.getuid?.() !== 0)
    return {}
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':'))
  const entry = passwd.find(([name]) => name === 'postgres') ?? passwd.find(([name]) => name === 'nobody')
  if (!entry)
    throw new Error('PostgreSQL does not run as root, and there is neither a postgres nor a nobody user')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch {
    return false
  }
}

/** Removes clusters whose server, and whose owner, is gone: the folder's name carries the owner's pid. */
function clearStale(): void {
  for (const name of readdirSync(tmpdir()).filter(entry => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    if (isAlive(Number(name.slice(PREFIX.length).split('-')[0])))
      continue
    const pidFile = join(folder, 'data/postmaster.pid')
    const server = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
    if (server > 0 && isAlive(server))
      process.kill(server, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')))
    })
  })
}

/** Resolves once the server says that it takes connections; rejects with its words if it ends before. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000)
      if (said.includes('ready to accept connections'))
        resolve()
    })
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`postgres ended with ${code}:\n${said}`)))
  })
}

/** A server that can be ended and started again in its folder. */
function runner(start: () => ChildProcess) {
  let server: ChildProcess | undefined
  let ended = Promise.resolve()
  const kill = (): void => void server?.kill('SIGQUIT')
  process.once('exit', kill)
  return {
    async resume(): Promise<void> {
      const started = server = start()
      ended = new Promise<void>(resolve => started.once('exit', () => resolve()))
      await untilReady(started)
    },
    async halt(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
      server?.kill(signal)
      await ended
    },
    forget: () => process.removeListener('exit', kill),
  }
}

/** Starts a server from the given binaries and gives its address once it answers. */
export async function startPostgres(bin: string): Promise<ThrowAwayPostgres> {
  clearStale()
  const account = serverAccount()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  if (account.uid !== undefined && account.gid !== undefined)
    chownSync(folder, account.uid, account.gid)
  const options = { ...account, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  const initdb = ['-D', 'data', '--auth=trust', '--encoding=UTF8', '--locale=C', '--username=postgres', '--no-sync']
  try {
    execFileSync(join(bin, 'initdb'), initdb, { ...options, stdio: 'pipe' })
    const version = execFileSync(join(bin, 'postgres'), ['--version'], options).toString().match(/\d+(?:\.\d+)?/)?.[0] ?? 'unknown'
    const port = await freePort()
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const args = ['-D', 'data', '-p', String(port), '-k', folder, ...settings]
    const { halt, resume, forget } = runner(() => spawn(join(bin, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] }))
    const stop = async (): Promise<void> => {
      await halt('SIGQUIT')
      forget()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    }
    await resume()
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, version, stop, halt: () => halt(), resume }
  }
  catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
