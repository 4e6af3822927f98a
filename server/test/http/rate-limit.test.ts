import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../src/http/rate-limit.js'

describe('a rate limiter', () => {
  it('accepts a burst, then the rate per second', () => {
    let now = 0
    const limiter = createRateLimiter({ perSecond: 10, burst: 20 }, () => now)
    limiter.take('ana', 20)
    expect(() => limiter.take('ana', 1)).toThrow('too-many-requests')
    now = 500
    limiter.take('ana', 5)
    expect(() => limiter.take('ana', 1)).toThrow('too-many-requests')
    now = 60_000
    expect(() => limiter.take('ana', 20)).not.toThrow()
  })

  it('limits each name separately', () => {
    const limiter = createRateLimiter({ perSecond: 1, burst: 1 }, () => 0)
    limiter.take('ana', 1)
    expect(() => limiter.take('leo', 1)).not.toThrow()
  })

  it('reports the retry time in whole seconds', () => {
    const limiter = createRateLimiter({ perSecond: 2, burst: 4 }, () => 0)
    limiter.take('ana', 4)
    expect(() => limiter.take('ana', 3)).toThrow(
      expect.objectContaining({ details: { headers: { 'retry-after': '2' } } }),
    )
  })

  it('accepts a request larger than a full bucket, and then waits longer', () => {
    let now = 0
    const limiter = createRateLimiter({ perSecond: 10, burst: 10 }, () => now)
    limiter.take('ana', 30)
    now = 2000
    expect(() => limiter.take('ana', 1)).toThrow('too-many-requests')
    now = 2100
    limiter.take('ana', 1)
  })
})
