/** A socket as the gateway and its helpers see it. */
import type { Audience, ClientToServer, ServerToClient } from '@qinglian/shared'
import type { Socket } from 'socket.io'

export interface SocketData {
  audience: Audience
  /** Topics that this socket asked for and was not answered yet. */
  pending: number
}

export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>
