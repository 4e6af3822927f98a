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

describe('a session without getToken', () => {
  it('relies on the cookie once the scripts of the page have run', async () => {
    const page = loadingPage()
    const token = createTokenSource().token()
    expect(await Promise.race([token, soon()])).toBe('pending')
    page.dispatchEvent(new Event('DOMContentLoaded'))
    expect(await token).toBeNull()
  })

  it('asks a getToken that comes meanwhile at once, and once', async () => {
    loadingPage()
    const session = createTokenSource()
    const early = session.token()
    const getToken = vi.fn(() => 'late')
    session.use(getToken)
    expect(await Promise.all([early, session.token()])).toEqual(['late', 'late'])
    expect(getToken).toHaveBeenCalledTimes(1)
  })

  it('asks a getToken that comes after the cookie was relied on', async () => {
    const session = createTokenSource()
    expect(await session.token()).toBeNull()
    session.use(() => 'late')
    expect(await session.token()).toBe('late')
  })

  it('does not wait where there is no page', async () => {
    expect(await createTokenSource().token()).toBeNull()
  })
})

describe('a session with getToken', () => {
  it('asks it while the scripts of the page still run', async () => {
    loadingPage()
    expect(await createTokenSource(() => 'first').token()).toBe('first')
  })

  it('asks the next one instead of waiting for the first', async () => {
    const session = createTokenSource(() => new Promise<string>(() => undefined))
    void session.token()
    session.use(() => 'second')
    expect(await session.token()).toBe('second')
  })

  it('goes on with the token of a removed member where there is no other', async () => {
    const getToken = vi.fn(() => 'first')
    const session = createTokenSource(getToken)
    await session.token()
    session.reject('first', true)
    getToken.mockImplementation(() => {
      throw new Error('there is no such account')
    })
    expect([await session.token(), await session.token()]).toEqual(['first', 'first'])
    expect(getToken).toHaveBeenCalledTimes(3)
    getToken.mockImplementation(() => 'second')
    expect(await session.token()).toBe('second')
  })

  it('hands no token on to another getToken', async () => {
    const session = createTokenSource(() => 'first')
    await session.token()
    session.reject('first', true)
    session.use(() => Promise.reject(new Error('nobody is signed in')))
    await expect(session.token()).rejects.toThrow('nobody is signed in')
  })

  it('does not go on with a token that was refused', async () => {
    let isGone = false
    const session = createTokenSource(() => (isGone ? Promise.reject(new Error('gone')) : 'first'))
    await session.token()
    session.reject('first')
    isGone = true
    await expect(session.token()).rejects.toThrow('gone')
  })
})
