/**
 * The few pages that the server draws itself, for when the web app cannot: not built yet, or no such page. They
 * need no file, no script and no font; their one style is allowed by its hash.
 */
import type { FastifyReply } from 'fastify'
import { createHash } from 'node:crypto'

const STYLE = `
:root{color-scheme:dark}
*{margin:0;box-sizing:border-box}
body{min-height:100vh;display:flex;align-items:center;justify-content:center;padding:6vmin;background:#06141b radial-gradient(120% 90% at 50% 110%,#0e3a41 0,#06141b 62%);color:#d7e6e4;font:18px/1.8 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
main{max-width:34em}
p+p,p+pre,pre+p{margin-top:1em}
h1{font-size:1.9em;font-weight:600;letter-spacing:.06em;margin-bottom:.6em}
h1::after{content:"";display:block;width:2.4em;height:2px;margin-top:.5em;background:#c9a35c}
pre{padding:.7em 1em;border-left:2px solid #2f8f86;background:#0b2229;font:.95em/1.7 ui-monospace,Consolas,monospace;white-space:pre-wrap}
a{color:#7fd1c3}
.small{color:#8fa9a8;font-size:.85em}
`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · 青莲</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>
`
}

const NOT_BUILT = page('界面尚未构建', `
<p>服务已在运行，接口可用；大屏的界面文件还没有生成。请在安装目录执行：</p>
<pre>npm run build</pre>
<p class="small">完成后刷新本页即可，不必重启服务。接口说明见 <a href="/api/docs">/api/docs</a>。</p>`)

const NO_SUCH_PAGE = page('没有这个页面', `
<p>地址可能抄写有误。大屏的地址形如 <strong>/wall/单位代码</strong>。</p>
<p class="small"><a href="/">返回单位列表</a></p>`)

export function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return sendPage(reply, 503, NOT_BUILT)
}

export function sendNoSuchPage(reply: FastifyReply): FastifyReply {
  return sendPage(reply, 404, NO_SUCH_PAGE)
}

function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'content-security-policy': POLICY })
    .type('text/html; charset=utf-8')
    .send(html)
}
