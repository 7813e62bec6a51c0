/**
 * The first step of every npm script, for any Node from 18 on with npm and nothing else: makes sure that the
 * dependencies of the lockfile are installed (among them the project's own Node), then runs `scripts/<task>.ts`
 * under that Node, passes signals on and hands its exit code back. What is installed is noted by a hash, so a
 * second call costs a few milliseconds; the same files give the same hash on every machine.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@10.34.9'
const TASKS = ['start', 'serve', 'build', 'test', 'bench', 'lint', 'typecheck', 'docs', 'qinglian']

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'node_modules', '.qinglian-installed')
const logFile = join(root, 'install.log')
const lockFile = join(root, 'install.tmp')

/** The runtime that the project brings; the shim in `.bin` would swallow SIGTERM. */
function projectNode() {
  return ['node', 'node.exe'].map(name => join(root, 'node_modules', 'node', 'bin', name)).find(existsSync)
}

/** Hash of all that decides what is installed. */
function wantedStamp() {
  const packages = readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'node_modules')
    .map(entry => join(entry.name, 'package.json'))
    .filter(path => existsSync(join(root, path)))
    .sort()
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${PNPM}\n`)
  for (const path of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages])
    hash.update(`${path}\n`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function installedStamp() {
  return existsSync(stampFile) && projectNode() ? readFileSync(stampFile, 'utf8') : undefined
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  }
  catch (error) {
    return error.code === 'EPERM'
  }
}

/** Takes the lock and gives true, or false while another living process holds it; a dead one's lock is cleared. */
function takeLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  }
  catch (error) {
    if (error.code !== 'EEXIST')
      throw error
  }
  const holder = Number(readFileSync(lockFile, 'utf8'))
  if (!isAlive(holder))
    rmSync(lockFile, { force: true })
  return false
}

/** npm's own script starts without a shell on every system; `npx` is for those who call this file by hand. */
function installCommand() {
  const install = ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false', '--reporter=append-only']
  const npm = process.env.npm_execpath
  if (npm && /npm-cli\.[cm]?js$/.test(npm))
    return [process.execPath, [npm, 'exec', '--yes', `--package=${PNPM}`, '--', 'pnpm', ...install], {}]
  return ['npx', ['--yes', PNPM, ...install], { shell: process.platform === 'win32' }]
}

/** A calm line that counts seconds on a terminal; on anything else one line at the end. */
function showProgress() {
  const startedAt = Date.now()
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  const isTerminal = process.stderr.isTTY
  const draw = () => process.stderr.write(`\r\u001B[K… 安装依赖，首次约半分钟  ${seconds()}s`)
  const timer = isTerminal ? setInterval(draw, 1000) : undefined
  if (isTerminal)
    draw()
  return (line) => {
    clearInterval(timer)
    process.stderr.write(`${isTerminal ? '\r\u001B[K' : ''}${line}  ${seconds()}s\n`)
  }
}

function failInstall(finish, reason) {
  finish(`✗ 依赖没有装好（${reason}）`)
  const log = readFileSync(logFile, 'utf8').trimEnd()
  const advice = log.includes('OUTDATED_LOCKFILE')
    ? `pnpm-lock.yaml 与 package.json 不一致。请运行 npx --yes ${PNPM} install，并把两者一起提交。`
    : '请检查网络和 npm 软件源（npm config get registry），然后重新运行同一条命令。'
  process.stderr.write(`${log.split('\n').slice(-25).map(line => `  ${line}`).join('\n')}\n\n${advice}完整日志：${logFile}\n`)
  process.exit(1)
}

function runInstall() {
  const finish = showProgress()
  const log = openSync(logFile, 'w')
  const [command, args, options] = installCommand()
  const env = { ...process.env, npm_config_loglevel: 'error', npm_config_update_notifier: 'false' }
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', log, log], ...options })
    child.on('error', error => failInstall(finish, error.message))
    child.on('exit', (code, signal) => {
      closeSync(log)
      if (code !== 0)
        failInstall(finish, signal ?? `退出码 ${code}`)
      mkdirSync(dirname(stampFile), { recursive: true })
      writeFileSync(stampFile, wantedStamp())
      rmSync(logFile, { force: true })
      finish('✓ 依赖就绪')
      resolve()
    })
  })
}

async function ensureInstalled() {
  const wanted = wantedStamp()
  while (installedStamp() !== wanted) {
    if (takeLock()) {
      process.once('exit', () => rmSync(lockFile, { force: true }))
      await runInstall()
      rmSync(lockFile, { force: true })
      return
    }
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

/**
 * npm finds our Node first in its scripts, through a shim that waits for it and swallows SIGTERM. Ours becomes
 * the program instead of waiting for it. Written as a new file: a shell may be reading the old one.
 */
function mendShim() {
  const shim = join(root, 'node_modules', '.bin', 'node')
  const mended = '#!/bin/sh\nexec "$(dirname "$0")/../node/bin/node" "$@"\n'
  if (process.platform === 'win32' || !existsSync(shim) || readFileSync(shim, 'utf8') === mended)
    return
  writeFileSync(`${shim}.${process.pid}`, mended, { mode: 0o755 })
  renameSync(`${shim}.${process.pid}`, shim)
}

/** Pids of the parent and, where the system tells, of its parent: npm's shell and npm. */
function ancestry() {
  const stat = `/proc/${process.ppid}/stat`
  const grandparent = existsSync(stat) ? readFileSync(stat, 'utf8').split(') ').pop().split(' ')[1] : ''
  return `${process.ppid} ${grandparent}`
}

/** npm dies of a signal without passing it on, alone or with its shell; an orphan takes that as SIGTERM. */
function watchAncestors(onOrphaned) {
  const before = ancestry()
  const timer = process.env.npm_lifecycle_event === undefined
    ? undefined
    : setInterval(() => {
        if (ancestry() === before)
          return
        clearInterval(timer)
        onOrphaned()
      }, 300)
  timer?.unref()
}

function runTask(task, args) {
  const file = join(root, 'scripts', `${task}.ts`)
  const child = spawn(projectNode(), [file, ...args], { cwd: root, stdio: 'inherit' })
  // Ctrl-C at a terminal reaches the whole group by itself; sending it once more would look like a second one.
  const signals = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT']
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'])
    process.on(signal, () => signals.includes(signal) && child.kill(signal))
  watchAncestors(() => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
    process.exitCode = code ?? 1
  })
}

const [task, ...args] = process.argv.slice(2)
if (!TASKS.includes(task)) {
  process.stderr.write(`没有“${task ?? ''}”这项任务。可用：${TASKS.join('、')}\n`)
  process.exit(1)
}
await ensureInstalled()
mendShim()
runTask(task, args)
