import type { TabEnvironment } from '../tabs/tab-environment.js'

/** Which transport a tab fell back to, kept in its session storage. */
export interface TransportMemory {
  /** The name of the transport; `undefined` where none is remembered. */
  read(): string | undefined
  /** Remembers a transport by its name; `null` forgets it. */
  write(name: string | null): void
}

/** How long a fall is remembered, in milliseconds: pages opened meanwhile do not try in vain. */
const REMEMBER_MS = 1_800_000

/** Makes the memory of one endpoint. It ends by the wall clock, since it outlives the page. */
export function createTransportMemory(tab: TabEnvironment, key: string): TransportMemory {
  return {
    read() {
      try {
        const [name, until] = (tab.sessionStorage().getItem(key) ?? '').split(' ')
        const leftMs = Number(until) - Date.now()
        // A clock that was set back must not keep it for longer.
        return leftMs > 0 && leftMs <= REMEMBER_MS ? name : undefined
      } catch {
        // Storage is forbidden: nothing is known of this network.
        return undefined
      }
    },
    write(name) {
      try {
        if (name === null) tab.sessionStorage().removeItem(key)
        else tab.sessionStorage().setItem(key, `${name} ${Date.now() + REMEMBER_MS}`)
      } catch {
        // It is known for as long as the page is open.
      }
    },
  }
}
