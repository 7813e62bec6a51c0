// 发件箱：把一个文件夹里的事件按文件名的顺序提交给青莲，一条也不丢，一条也不重复计。
// 用法：node outbox.mjs <文件夹>；环境变量 QINGLIAN_URL、QINGLIAN_KEY。
//
// 每个 .json 文件是一批事件（JSON 数组，至多 5,000 条）。业务系统先写成别的名字（如 .tmp），写完再改名为 .json。
// 收下的文件移到 sent/；其中被拒的事件另存到 rejected/，更正后用新的文件再提交。429、503 和网络故障按
// Retry-After 等待并重试整个文件：同一 source 和 id 只计一次，所以重发是安全的。用完次数就留到下一次运行。
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'

const TRIES = 5
const PAUSE_SEC = 5

const [folder] = process.argv.slice(2)
const { QINGLIAN_URL: url, QINGLIAN_KEY: key } = process.env
if (folder === undefined || !url || !key)
  fail('用法：QINGLIAN_URL=… QINGLIAN_KEY=… node outbox.mjs <文件夹>', 2)

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

/** 答复；一时不可用（429、503、网络故障）时没有答复。 */
async function post(body) {
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json', 'authorization': `Bearer ${key}` },
    body,
  }).catch(() => undefined)
  if (answer === undefined || answer.status === 429 || answer.status === 503)
    return { waitSec: Number(answer?.headers.get('retry-after') ?? PAUSE_SEC) }
  if (!answer.ok)
    fail(`青莲拒绝了请求：${answer.status} ${await answer.text()}`)
  return { result: await answer.json() }
}

async function deliver(name) {
  const body = readFileSync(join(folder, name), 'utf8')
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { result, waitSec } = await post(body)
    if (result !== undefined)
      return result
    if (attempt < TRIES)
      await pause(waitSec * 1000)
  }
  return fail(`青莲暂不可用，${name} 留待下次`)
}

async function deliverAll() {
  for (const sub of ['sent', 'rejected'])
    mkdirSync(join(folder, sub), { recursive: true })
  for (const name of readdirSync(folder).filter(file => file.endsWith('.json')).sort()) {
    const { accepted, duplicate, rejected } = await deliver(name)
    const events = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    if (rejected.length > 0)
      writeFileSync(join(folder, 'rejected', name), JSON.stringify(rejected.map(refusal => ({ ...refusal, event: events[refusal.index] })), null, 2))
    renameSync(join(folder, name), join(folder, 'sent', name))
    process.stdout.write(`${name}：收下 ${accepted}，已有 ${duplicate}，被拒 ${rejected.length}\n`)
  }
}

void deliverAll()
