import { vi } from 'vitest'
import type { FakeServer } from '../../src/testing/fake-server.js'

/**
 * Lets a server answer what the page asks of an address. Nobody answers for another one: an inbox of
 * an earlier test may still be sending.
 */
export function answerFrom(server: FakeServer, endpoint: string): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return url.startsWith(`${endpoint}/`)
      ? server.fetch(input, init)
      : Promise.reject(new TypeError(`nobody answers at ${url}`))
  })
}
