/**
 * Preloaded into a server that another process runs: when that process is gone, by whatever cause, the pipe on
 * standard input closes and the server is asked to stop as by SIGTERM. So no demonstration outlives its start.
 */
import process from 'node:process'

process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'))
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'))
process.stdin.resume()
process.stdin.unref()
