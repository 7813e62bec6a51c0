/**
 * How far a socket is behind. Engine.IO keeps every packet that a client has not taken yet, and hands all of them
 * to the connection as soon as it can, both without bound; a socket past one of these limits is closed, and resyncs
 * by its revs when it comes back.
 */
import type { LiveSocket } from './liveSocket.ts'

/** Packets: a busy wall gets some 10 a second. */
export const MAX_WAITING_PACKETS = 1_000
/** Bytes in the connection, or characters of packets that wait for it: a snapshot of 200 topics several times over. */
export const MAX_WAITING_BYTES = 4_000_000

/** Neither of the two measures is public in Engine.IO, so nothing is taken for granted about them. */
export function isTooFarBehind({ conn }: LiveSocket): boolean {
  const waiting: unknown = Reflect.get(conn, 'writeBuffer')
  const packets: unknown[] = Array.isArray(waiting) ? waiting : []
  if (packets.length > MAX_WAITING_PACKETS)
    return true
  let bytes = bytesInConnection(Reflect.get(conn.transport, 'socket'))
  for (const packet of packets)
    bytes += lengthOf(packet)
  return bytes > MAX_WAITING_BYTES
}

/** What was handed to the WebSocket and not to the network yet; a polling transport has nothing of the kind. */
function bytesInConnection(socket: unknown): number {
  const isSocket = typeof socket === 'object' && socket !== null && 'bufferedAmount' in socket
  return isSocket && typeof socket.bufferedAmount === 'number' ? socket.bufferedAmount : 0
}

function lengthOf(packet: unknown): number {
  if (typeof packet !== 'object' || packet === null || !('data' in packet))
    return 0
  return typeof packet.data === 'string' ? packet.data.length : 0
}
