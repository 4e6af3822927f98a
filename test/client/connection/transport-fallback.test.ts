import { beforeEach, describe, expect, it, vi, afterEach } from 'vitest'
import {
  createTransportFallback,
  type TransportFallback,
} from '../../../src/client/connection/transport-fallback.js'
import { thisTab, type TabEnvironment } from '../../../src/client/tabs/tab-environment.js'
import type { Transport } from '../../../src/transports/transport.js'

const endpoint = new URL('https://bells.example/')
const rungs: readonly Transport[] = ['sse', 'websocket', 'polling'].map((name) => ({
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
let ladder: TransportFallback

beforeEach(() => {
  vi.useFakeTimers()
  storage = new MemoryStorage()
  tab = { ...thisTab, sessionStorage: () => storage }
  ladder = createTransportFallback(rungs, tab, endpoint)
})
afterEach(() => vi.useRealTimers())

describe('the transport fallback', () => {
  it('starts with the first transport, and polling as the stopgap', () => {
    expect(ladder.current.name).toBe('sse')
    expect(ladder.stopgap?.name).toBe('polling')
    expect(ladder.better).toBeUndefined()
  })

  it('keeps its transport until a request proves that the server works', () => {
    for (let n = 0; n < 100; n += 1) expect(ladder.failed(false, false)).toBe(false)
    expect(ladder.current.name).toBe('sse')
  })

  it('falls back after the second failure in a row if the server answers', () => {
    expect(ladder.failed(true, false)).toBe(false)
    ladder.delivered()
    expect(ladder.failed(true, false)).toBe(false)
    expect(ladder.failed(true, false)).toBe(true)
    expect(ladder.current.name).toBe('websocket')
    expect(ladder.better?.name).toBe('sse')
  })

  it('falls back after the third silence in five minutes, despite deliveries in between', () => {
    for (let n = 0; n < 2; n += 1) {
      expect(ladder.failed(false, true)).toBe(false)
      ladder.delivered()
      vi.advanceTimersByTime(100_000)
    }
    expect(ladder.failed(false, true)).toBe(true)
  })

  it('ignores silences that are far apart', () => {
    for (let n = 0; n < 10; n += 1) {
      expect(ladder.failed(false, true)).toBe(false)
      vi.advanceTimersByTime(200_000)
    }
  })

  it('stays at the last transport', () => {
    for (let n = 0; n < 10; n += 1) ladder.failed(true, false)
    expect(ladder.current.name).toBe('polling')
    expect(ladder.stopgap).toBeUndefined()
    expect(ladder.failed(true, false)).toBe(false)
  })

  it('remembers its transport for half an hour, across reloads of the tab', () => {
    ladder.failed(true, false)
    ladder.failed(true, false)
    vi.advanceTimersByTime(1_799_000)
    expect(createTransportFallback(rungs, tab, endpoint).current.name).toBe('websocket')
    expect(
      createTransportFallback(rungs, tab, new URL('https://other.example/')).current.name,
    ).toBe('sse')
    vi.advanceTimersByTime(2_000)
    expect(createTransportFallback(rungs, tab, endpoint).current.name).toBe('sse')
  })

  it('returns to the first transport, and remembers that', () => {
    ladder.failed(true, false)
    ladder.failed(true, false)
    ladder.restore()
    expect(ladder.current.name).toBe('sse')
    expect(createTransportFallback(rungs, tab, endpoint).current.name).toBe('sse')
  })

  it('works without storage', () => {
    const forbidden = (): never => {
      throw new DOMException('denied', 'SecurityError')
    }
    const lonely = createTransportFallback(
      rungs,
      { ...thisTab, sessionStorage: forbidden },
      endpoint,
    )
    lonely.failed(true, false)
    expect(lonely.failed(true, false)).toBe(true)
    lonely.restore()
    expect(lonely.current.name).toBe('sse')
  })

  it('ignores unknown values in its memory', () => {
    ladder.failed(true, false)
    ladder.failed(true, false)
    const key = storage.key(0) ?? ''
    for (const nonsense of ['', 'null', '{}', '["carrier-pigeon",9e15]', '[1,2']) {
      storage.setItem(key, nonsense)
      expect(createTransportFallback(rungs, tab, endpoint).current.name).toBe('sse')
    }
  })
})
