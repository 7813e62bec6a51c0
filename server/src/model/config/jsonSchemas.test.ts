import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configJsonSchemas } from './jsonSchemas.ts'
import { SHIPPED_CONFIG_DIR } from './loadModelConfig.ts'

describe('the published JSON Schemas', () => {
  it.each(configJsonSchemas())('$name says what the server checks (run with -u to renew it)', async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(join(SHIPPED_CONFIG_DIR, 'schemas', name))
  })
})
