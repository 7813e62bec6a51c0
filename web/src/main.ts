/** Starts the wall: one live client, one clock, and the pages. Everything stops with the page. */
import './polyfill.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n.ts'
import { LIVE_CLIENT } from './live/liveKey.ts'
import { useLinkStore } from './live/linkStore.ts'
import { openSocket } from './live/openSocket.ts'
import { reloadOnce } from './live/reloadOnce.ts'
import { createSocketClient } from './live/socketClient.ts'
import { router } from './router.ts'
import 'virtual:tokens.css'
import 'virtual:fonts.css'
import './ui/base.css'

const client = createSocketClient({
  socket: openSocket(),
  onOutdated: () => reloadOnce({ storage: sessionStorage, now: Date.now, reload: () => location.reload() }),
})
const app = createApp(App).use(createPinia()).use(i18n).use(router).provide(LIVE_CLIENT, client)

const link = useLinkStore()
link.follow(client, Date.now)
link.tick(Date.now())
setInterval(() => link.tick(Date.now()), 1_000)

app.mount('#app')
// The slices hold only what the small font lacks, so they need not hold up the first picture.
void import('virtual:font-slices.css')
