/** Opens the socket of a wall: protocol version 1, the public audience, WebSocket first (contract.md §4). */
import type { Handshake } from '@qinglian/shared'
import type { LiveSocket } from './socketClient.ts'
import { PROTOCOL_VERSION } from '@qinglian/shared'
import { io } from 'socket.io-client'

export function openSocket(): LiveSocket {
  const auth: Handshake = { protocol: PROTOCOL_VERSION, audience: 'public' }
  return io({
    auth,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    timeout: 8_000,
  })
}
