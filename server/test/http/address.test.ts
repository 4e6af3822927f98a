import { describe, expect, it } from 'vitest'
import { addressOf } from '../../src/http/address.js'

const heard = (forwarded: string | undefined, trustedProxies: number) =>
  addressOf(
    {
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.9' } as never,
    },
    trustedProxies,
  )

describe('the address of a request', () => {
  it('is the address of its socket without trusted proxies, whatever the header contains', () => {
    expect(heard('1.1.1.1', 0)).toBe('10.0.0.9')
    expect(heard(undefined, 2)).toBe('10.0.0.9')
    expect(heard(' , ', 1)).toBe('10.0.0.9')
  })

  it('is the address that the first of our own proxies received the request from', () => {
    expect(heard('6.6.6.6, 1.1.1.1', 1)).toBe('1.1.1.1')
    expect(heard('6.6.6.6, 1.1.1.1, 10.0.0.2', 2)).toBe('1.1.1.1')
  })

  it('is the first address of the header if fewer proxies wrote to it than are trusted', () => {
    expect(heard('1.1.1.1', 3)).toBe('1.1.1.1')
  })
})
