import { afterAll, beforeAll } from 'vitest'
import type { Clock } from '../../src/clock.js'
import type { Config } from '../../src/config.js'
import { startTestServer, type TestServer } from './server.js'
import type { StoreKind, TestStore } from './stores.js'

/** The server of the running block. */
export let server: TestServer
/** The store of the running block. */
export let store: TestStore
let names = 0

/** Gives all tests of a block one store. They start servers on it themselves. */
export function provideStore(kind: StoreKind): void {
  beforeAll(async () => {
    store = await kind.create()
  })
  afterAll(() => store.remove())
}

/** Gives all tests of a block one server, on its own store. */
export function provideServer(kind: StoreKind, overrides?: Partial<Config>, clock?: Clock): void {
  provideStore(kind)
  beforeAll(async () => {
    server = await startTestServer(store, overrides, clock)
  })
  afterAll(() => server.close())
}

/**
 * Returns a name that is unique in the test file, so that each test has its own
 * members and courses.
 */
export const fresh = (name: string): string => `${name}-${(names += 1)}`
