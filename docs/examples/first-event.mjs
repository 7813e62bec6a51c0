// 用 CloudEvents SDK 发一条事件：node first-event.mjs
// 需要两个环境变量：QINGLIAN_URL（如 http://127.0.0.1:8686）和 QINGLIAN_KEY（来源密钥）。
import process from 'node:process'
import { CloudEvent, HTTP } from 'cloudevents'

async function send(event) {
  const { headers, body } = HTTP.structured(event)
  const answer = await fetch(`${process.env.QINGLIAN_URL}/api/v1/events`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${process.env.QINGLIAN_KEY}` },
    body,
  })
  process.stdout.write(`${await answer.text()}\n`)
  process.exitCode = answer.ok ? 0 : 1
}

void send(new CloudEvent({
  id: 'T-1-done',
  source: '/upstream/supervision',
  type: 'qinglian.supervision.task-completed',
  subject: 'shouyi',
  time: '2026-11-20T15:05:00+08:00',
  data: { task: 'T-1', at: '2026-11-20T15:00:00+08:00' },
}))
