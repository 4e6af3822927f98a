import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RetryPolicy } from '../../../src/client/connection/retry-policy.js'
import { createWakeableSleep } from '../../../src/client/connection/wakeable-sleep.js'
import { createTokenSource } from '../../../src/client/requests/token-source.js'
import { createInboxStore } from '../../../src/store/inbox-store.js'
import { TransportError } from '../../../src/transports/transport.js'

/** The parts of the page that a test changes. */
let page: { isServerUp: boolean; hasNewTransport: boolean; isWatched: boolean }
let refusals: number
let closing: AbortController
let policy: RetryPolicy

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  vi.spyOn(console, 'warn').mockReturnValue()
  page = { isServerUp: false, hasNewTransport: false, isWatched: true }
  refusals = 0
  closing = new AbortController()
  policy = createPolicy()
})
afterEach(() => {
  closing.abort()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function createPolicy(): RetryPolicy {
  const unused = (): never => {
    throw new Error('the policy does not call this')
  }
  return new RetryPolicy({
    requests: {
      endpoint: new URL('https://bells.example/'),
      fetch: () => Promise.reject(new TypeError('offline')),
      tokens: createTokenSource(() => 'token'),
    },
    store: createInboxStore(),
    fallback: {
      current: { name: 'sse', open: unused },
      better: undefined,
      stopgap: undefined,
      recordDelivery: unused,
      recordFailure: () => page.hasNewTransport,
      restore: unused,
    },
    receiver: {
      receive: unused,
      apply: unused,
      reconnectWindowMs: () => 0,
      resumeWaitMs: unused,
      isStateSuspect: unused,
    },
    stopgap: {
      get isWorking() {
        return page.isServerUp
      },
      start: unused,
      wake: unused,
      stop: () => undefined,
      recordDelivery: unused,
    },
    sleep: createWakeableSleep(closing.signal),
    onRefused: () => (refusals += 1),
    isWatched: () => page.isWatched,
  })
}

const waitAfter = (code: TransportError['code']): Promise<number> =>
  policy.recordFailure(new TransportError(code))

describe('the wait after a failure', () => {
  it('is the back-off', async () => {
    expect(await waitAfter('network')).toBe(1_000)
    expect(await waitAfter('network')).toBe(1_500)
    policy.backoff.reset()
    expect(await waitAfter('network')).toBe(1_000)
  })

  it('is nothing if another transport was selected', async () => {
    page.hasNewTransport = true
    expect(await waitAfter('silent')).toBe(0)
  })

  it('is 30 s after a request that the server rejected for good', async () => {
    expect(await waitAfter('rejected')).toBe(30_000)
  })
})

describe('a refusal of the token', () => {
  it('is tried again at once, and shown the second time', async () => {
    expect(await waitAfter('unauthorized')).toBe(0)
    expect(refusals).toBe(0)
    expect(await waitAfter('unauthorized')).toBeGreaterThan(0)
    expect(refusals).toBe(1)
  })

  it('counts as the first one after a delivery, and after the page has woken up', async () => {
    await waitAfter('unauthorized')
    policy.recordDelivery()
    expect(await waitAfter('unauthorized')).toBe(0)
    policy.wake()
    expect(await waitAfter('unauthorized')).toBe(0)
    expect(refusals).toBe(0)
  })

  it('is not tried again by a hidden page', async () => {
    page.isWatched = false
    await waitAfter('unauthorized')
    expect(await waitAfter('unauthorized')).toBe(Infinity)
  })
})

describe('a report that the member was removed', () => {
  it('is checked at once, and shown the second time', async () => {
    expect(await waitAfter('removed')).toBe(0)
    expect(policy.isMemberInDoubt).toBe(true)
    expect(refusals).toBe(0)
    expect(await waitAfter('removed')).toBeGreaterThan(0)
    expect(refusals).toBe(1)
    policy.recordDelivery()
    expect(policy.isMemberInDoubt).toBe(false)
  })
})

describe('a refusal of one transport', () => {
  it('is not shown while the stopgap works', async () => {
    page.isServerUp = true
    expect(await waitAfter('forbidden')).toBe(1_000)
    expect(refusals).toBe(0)
    page.isServerUp = false
    await waitAfter('forbidden')
    expect(refusals).toBe(1)
  })
})

describe('a mistake of the page', () => {
  it('is tried again slowly, until a delivery disproves it', async () => {
    expect(await waitAfter('unexpected')).toBeGreaterThan(1_500)
    expect(policy.isHostMistake).toBe(true)
    policy.recordDelivery()
    expect(policy.isHostMistake).toBe(false)
  })
})
