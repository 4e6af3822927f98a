import { openTabChannel } from './tab-channel.js'
import type { TabEnvironment } from './tab-environment.js'
import { uuid } from '../uuid.js'

/** Claims of tabs that share no storage. */
export interface ChannelClaims {
  /** Resolves with the keys that are now this tab's. */
  claim(keys: readonly string[]): Promise<readonly string[]>
}

interface Said {
  /** Which tab says it. */
  readonly from: string
  readonly keys: readonly string[]
  /** Whether the tab has taken them; else it is about to. */
  readonly isTaken: boolean
}

/** By then the other tabs have been heard, in milliseconds. */
const HEARD_MS = 100

/**
 * Claims of tabs that may store nothing. A tab says what it is about to take, and takes it unless
 * another has it, or said the same and has the lower id. A tab that opens later has heard nothing.
 *
 * @returns `undefined` where the tabs cannot hear each other.
 */
export function createChannelClaims(
  tab: TabEnvironment,
  name: string,
  signal: AbortSignal,
): ChannelClaims | undefined {
  const id = uuid()
  const taken = new Set<string>()
  /** The lowest id of another tab that is about to take a thing, by its key. */
  const rivals = new Map<string, string>()

  function hear({ from, keys, isTaken }: Said): void {
    if (from === id) return
    for (const key of keys) {
      if (isTaken) taken.add(key)
      else if ((rivals.get(key) ?? from) >= from) rivals.set(key, from)
    }
  }

  const say = openTabChannel(tab, name, hear, signal)
  return (
    say && {
      async claim(keys) {
        const fresh = keys.filter((key) => !taken.has(key))
        if (fresh.length === 0) return []
        say({ from: id, keys: fresh, isTaken: false })
        await new Promise((resolve) => setTimeout(resolve, HEARD_MS))
        if (signal.aborted) return []
        const own = fresh.filter((key) => !taken.has(key) && (rivals.get(key) ?? id) >= id)
        for (const key of own) taken.add(key)
        say({ from: id, keys: own, isTaken: true })
        return own
      },
    }
  )
}
