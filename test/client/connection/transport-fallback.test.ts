import { beforeEach, describe, expect, it, vi, afterEach } from 'vitest'
import {
  createTransportFallback,
  type TransportFallback,
  type TransportFailure,
} from '../../../src/client/connection/transport-fallback.js'
import { thisTab, type TabEnvironment } from '../../../src/client/tabs/tab-environment.js'
import type { Transport } from '../../../src/transports/transport.js'

const endpoint = new URL('https://bells.example/')
const transports: readonly Transport[] = ['sse', 'websocket', 'polling'].map((name) => ({
  name,
  // eslint-disable-next-line require-yield
  async *open() {
    throw new Error('not opened here')
  },
}))

class MemoryStorage implements Storage {
  readonly #entries = new Map<string, string>()
  get length(): number {
    return this.#entries.size
  }
  clear = (): void => this.#entries.clear()
  getItem = (key: string): string | null => this.#entries.get(key) ?? null
  key = (index: number): string | null => [...this.#entries.keys()][index] ?? null
  removeItem = (key: string): void => void this.#entries.delete(key)
  setItem = (key: string, value: string): void => void this.#entries.set(key, value)
}

let storage: Storage
let tab: TabEnvironment
let fallback: TransportFallback

const failure: TransportFailure = { isServerUp: true, isSilent: false }
const outage: TransportFailure = { isServerUp: false, isSilent: false }
const silence: TransportFailure = { isServerUp: false, isSilent: true }

beforeEach(() => {
  vi.useFakeTimers()
  storage = new MemoryStorage()
  tab = { ...thisTab, sessionStorage: () => storage }
  fallback = createTransportFallback(transports, tab, endpoint)
})
afterEach(() => vi.useRealTimers())

describe('the transport fallback', () => {
  it('starts with the first transport, and polling as the stopgap', () => {
    expect(fallback.current.name).toBe('sse')
    expect(fallback.stopgap?.name).toBe('polling')
    expect(fallback.better).toBeUndefined()
  })

  it('keeps its transport until a request proves that the server works', () => {
    for (let n = 0; n < 100; n += 1) expect(fallback.recordFailure(outage)).toBe(false)
    expect(fallback.current.name).toBe('sse')
  })

  it('falls back after the second failure in a row if the server answers', () => {
    expect(fallback.recordFailure(failure)).toBe(false)
    fallback.recordDelivery()
    expect(fallback.recordFailure(failure)).toBe(false)
    expect(fallback.recordFailure(failure)).toBe(true)
    expect(fallback.current.name).toBe('websocket')
    expect(fallback.better?.name).toBe('sse')
  })

  it('falls back after the third silence in five minutes, despite deliveries in between', () => {
    for (let n = 0; n < 2; n += 1) {
      expect(fallback.recordFailure(silence)).toBe(false)
      fallback.recordDelivery()
      vi.advanceTimersByTime(100_000)
    }
    expect(fallback.recordFailure(silence)).toBe(true)
  })

  it('ignores silences that are far apart', () => {
    for (let n = 0; n < 10; n += 1) {
      expect(fallback.recordFailure(silence)).toBe(false)
      vi.advanceTimersByTime(200_000)
    }
  })

  it('stays at the last transport', () => {
    for (let n = 0; n < 10; n += 1) fallback.recordFailure(failure)
    expect(fallback.current.name).toBe('polling')
    expect(fallback.stopgap).toBeUndefined()
    expect(fallback.recordFailure(failure)).toBe(false)
  })

  it('remembers its transport for half an hour, across reloads of the tab', () => {
    fallback.recordFailure(failure)
    fallback.recordFailure(failure)
    vi.advanceTimersByTime(1_799_000)
    expect(createTransportFallback(transports, tab, endpoint).current.name).toBe('websocket')
    expect(
      createTransportFallback(transports, tab, new URL('https://other.example/')).current.name,
    ).toBe('sse')
    vi.advanceTimersByTime(2_000)
    expect(createTransportFallback(transports, tab, endpoint).current.name).toBe('sse')
  })

  it('returns to the first transport, and remembers that', () => {
    fallback.recordFailure(failure)
    fallback.recordFailure(failure)
    fallback.restore()
    expect(fallback.current.name).toBe('sse')
    expect(createTransportFallback(transports, tab, endpoint).current.name).toBe('sse')
  })

  it('works without storage', () => {
    const forbidden = (): never => {
      throw new DOMException('denied', 'SecurityError')
    }
    const withoutStorage = createTransportFallback(
      transports,
      { ...thisTab, sessionStorage: forbidden },
      endpoint,
    )
    withoutStorage.recordFailure(failure)
    expect(withoutStorage.recordFailure(failure)).toBe(true)
    withoutStorage.restore()
    expect(withoutStorage.current.name).toBe('sse')
  })

  it('ignores unknown values in its memory', () => {
    fallback.recordFailure(failure)
    fallback.recordFailure(failure)
    const key = storage.key(0) ?? ''
    for (const nonsense of ['', 'null', '{}', '["carrier-pigeon",9e15]', '[1,2']) {
      storage.setItem(key, nonsense)
      expect(createTransportFallback(transports, tab, endpoint).current.name).toBe('sse')
    }
  })
})
