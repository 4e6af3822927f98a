import { vi } from 'vitest'

/**
 * Waits until something holds, for longer than a busy machine takes. A clock that a test has made is
 * moved on meanwhile.
 *
 * @returns What it then is.
 */
export const eventually = <T>(holds: () => T | Promise<T>) =>
  vi.waitUntil(holds, { timeout: 10_000, interval: 10 })
