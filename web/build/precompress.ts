/**
 * Writes a `.br` and a `.gz` beside every compressible file of the build, at the strongest level, so that the
 * server sends prepared bytes and compresses nothing while it serves. Fonts and pictures are packed already.
 */
import type { Plugin } from 'vite'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const COMPRESSIBLE = /\.(?:css|html|js|json|svg|txt)$/

export function precompressPlugin(): Plugin {
  let directory = ''
  return {
    name: 'qinglian:precompress',
    apply: 'build',
    configResolved(config) {
      directory = join(config.root, config.build.outDir)
    },
    closeBundle() {
      for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
        if (COMPRESSIBLE.test(file))
          writeCompressed(join(directory, file))
      }
    },
  }
}

function writeCompressed(path: string): void {
  const content = readFileSync(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }))
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
}
