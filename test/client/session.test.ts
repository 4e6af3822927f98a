import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSession } from '../../src/client/session.js'

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
    const token = createSession().token()
    expect(await Promise.race([token, soon()])).toBe('pending')
    page.dispatchEvent(new Event('DOMContentLoaded'))
    expect(await token).toBeNull()
  })

  it('asks a getToken that comes meanwhile at once, and once', async () => {
    loadingPage()
    const session = createSession()
    const early = session.token()
    const getToken = vi.fn(() => 'late')
    session.use(getToken)
    expect(await Promise.all([early, session.token()])).toEqual(['late', 'late'])
    expect(getToken).toHaveBeenCalledTimes(1)
  })

  it('asks a getToken that comes after the cookie was relied on', async () => {
    const session = createSession()
    expect(await session.token()).toBeNull()
    session.use(() => 'late')
    expect(await session.token()).toBe('late')
  })

  it('does not wait where there is no page', async () => {
    expect(await createSession().token()).toBeNull()
  })
})

describe('a session with getToken', () => {
  it('asks it while the scripts of the page still run', async () => {
    loadingPage()
    expect(await createSession(() => 'first').token()).toBe('first')
  })

  it('asks the next one instead of waiting for the first', async () => {
    const session = createSession(() => new Promise<string>(() => undefined))
    void session.token()
    session.use(() => 'second')
    expect(await session.token()).toBe('second')
  })
})
