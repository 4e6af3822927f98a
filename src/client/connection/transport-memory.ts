import type { TabEnvironment } from '../tabs/tab-environment.js'

/**
 * The stored name of the transport that a tab fell back to. It is kept in the tab's session
 * storage.
 */
export interface TransportMemory {
  /** Returns the name of the transport; `undefined` if none is stored. */
  read(): string | undefined
  /** Stores the name of a transport; `null` removes it. */
  write(name: string | null): void
}

/**
 * The time for which a fallback is stored, in milliseconds. Pages opened within it do not try the
 * failing transport first.
 */
const REMEMBER_MS = 1_800_000

/**
 * Creates the memory of one endpoint. It expires by the wall clock, because it outlives the page.
 */
export function createTransportMemory(tab: TabEnvironment, key: string): TransportMemory {
  return {
    read() {
      try {
        const [name, until] = (tab.sessionStorage().getItem(key) ?? '').split(' ')
        const leftMs = Number(until) - Date.now()
        // A clock that was set back must not extend the time.
        return leftMs > 0 && leftMs <= REMEMBER_MS ? name : undefined
      } catch {
        // Storage is forbidden, so nothing is known about this network.
        return undefined
      }
    },
    write(name) {
      try {
        if (name === null) tab.sessionStorage().removeItem(key)
        else tab.sessionStorage().setItem(key, `${name} ${Date.now() + REMEMBER_MS}`)
      } catch {
        // Storage is full or forbidden. The page still keeps the transport in memory.
      }
    },
  }
}
