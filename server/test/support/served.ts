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

/** Gives all tests of a block one server, on a store of its own. */
export function provideServer(kind: StoreKind, overrides?: Partial<Config>, clock?: Clock): void {
  provideStore(kind)
  beforeAll(async () => {
    server = await startTestServer(store, overrides, clock)
  })
  afterAll(() => server.close())
}

/** A name that no other test of the file has: each has members and courses of its own. */
export const fresh = (name: string): string => `${name}-${(names += 1)}`
