import { describe, expect, it } from 'vitest'
import { createAllowedAudience } from './audience.ts'

describe('allowed audience', () => {
  it('is public for everyone', () => {
    expect(createAllowedAudience({ publicAccess: 'open' })({ headers: {} })).toBe('public')
  })

  it('is nothing at all where only paired screens may see', () => {
    const allowed = createAllowedAudience({ publicAccess: 'paired' })
    expect(() => allowed({ headers: { authorization: 'Bearer x', cookie: 'a=b' }, device: 'made-up' })).toThrow(expect.objectContaining({ code: 'auth.device-required' }))
  })
})
