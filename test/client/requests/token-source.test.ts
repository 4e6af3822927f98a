import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTokenSource } from '../../../src/client/requests/token-source.js'

afterEach(() => void vi.unstubAllGlobals())

/** A page whose scripts still run. */
function loadingPage(): EventTarget {
  const page = new EventTarget()
  vi.stubGlobal('document', { readyState: 'loading' })
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  return page
}

const soon = () => new Promise<string>((resolve) => void setImmediate(resolve, 'pending'))

describe('a token source without getToken', () => {
  it('relies on the cookie once the scripts of the page have run', async () => {
    const page = loadingPage()
    const token = createTokenSource().token()
    expect(await Promise.race([token, soon()])).toBe('pending')
    page.dispatchEvent(new Event('DOMContentLoaded'))
    expect(await token).toBeNull()
  })

  it('calls a `getToken` that is set meanwhile at once, and once', async () => {
    loadingPage()
    const tokens = createTokenSource()
    const early = tokens.token()
    const getToken = vi.fn(() => 'late')
    tokens.setGetToken(getToken)
    expect(await Promise.all([early, tokens.token()])).toEqual(['late', 'late'])
    expect(getToken).toHaveBeenCalledTimes(1)
  })

  it('asks a getToken that comes after the cookie was relied on', async () => {
    const tokens = createTokenSource()
    expect(await tokens.token()).toBeNull()
    tokens.setGetToken(() => 'late')
    expect(await tokens.token()).toBe('late')
  })

  it('does not wait outside a page', async () => {
    expect(await createTokenSource().token()).toBeNull()
  })
})

describe('a token source with getToken', () => {
  it('calls it while the scripts of the page still run', async () => {
    loadingPage()
    expect(await createTokenSource(() => 'first').token()).toBe('first')
  })

  it('calls the next `getToken` instead of waiting for the first', async () => {
    const tokens = createTokenSource(() => new Promise<string>(() => undefined))
    void tokens.token()
    tokens.setGetToken(() => 'second')
    expect(await tokens.token()).toBe('second')
  })

  it('ignores what a replaced `getToken` returns or throws late', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      let finish: (value: string) => void = () => undefined
      const slow = new Promise<string>((resolve, reject) => {
        finish = end === 'resolve' ? resolve : (reason) => reject(new Error(reason))
      })
      const tokens = createTokenSource(() => slow)
      const early = tokens.token().catch(() => null)
      const next = vi.fn(() => `new ${next.mock.calls.length}`)
      tokens.setGetToken(next)
      expect(await tokens.token()).toBe('new 1')
      finish('old')
      await early
      expect(await tokens.token()).toBe('new 1')
      tokens.reject('new 1')
      expect(await tokens.token()).toBe('new 2')
    }
  })

  it('keeps the token of a removed member if there is no other', async () => {
    const getToken = vi.fn(() => 'first')
    const tokens = createTokenSource(getToken)
    await tokens.token()
    tokens.reject('first', 'removed')
    getToken.mockImplementation(() => {
      throw new Error('there is no such account')
    })
    expect([await tokens.token(), await tokens.token()]).toEqual(['first', 'first'])
    expect(getToken).toHaveBeenCalledTimes(3)
    getToken.mockImplementation(() => 'second')
    expect(await tokens.token()).toBe('second')
  })

  it('does not keep a token after a change of `getToken`', async () => {
    const tokens = createTokenSource(() => 'first')
    await tokens.token()
    tokens.reject('first', 'removed')
    tokens.setGetToken(() => Promise.reject(new Error('nobody is signed in')))
    await expect(tokens.token()).rejects.toThrow('nobody is signed in')
  })

  it('does not use a refused token again', async () => {
    let isGone = false
    const tokens = createTokenSource(() => (isGone ? Promise.reject(new Error('gone')) : 'first'))
    await tokens.token()
    tokens.reject('first', 'unauthorized')
    isGone = true
    await expect(tokens.token()).rejects.toThrow('gone')
  })
})
