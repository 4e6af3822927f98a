import { openTabChannel } from './tab-channel.js'
import type { TabEnvironment } from './tab-environment.js'
import { uuid } from '../uuid.js'

/** Claims for tabs that share no storage. */
export interface ChannelClaims {
  /** Claims keys. Resolves with those that now belong to this tab. */
  claim(keys: readonly string[]): Promise<readonly string[]>
}

interface Said {
  /** The id of the sending tab. */
  readonly from: string
  readonly keys: readonly string[]
  /** Whether the tab has claimed the keys. `false` announces the claim. */
  readonly isTaken: boolean
}

/**
 * The wait between the announcement of a claim and the claim, in milliseconds. Messages of other
 * tabs arrive within this time.
 */
const HEARD_MS = 100

/**
 * Creates claims for tabs that cannot use storage. A tab announces a claim. It then makes the
 * claim, unless another tab has made it, or has announced it too and has the lower id. A tab that
 * opens later does not know of earlier claims.
 *
 * @returns the claims; `undefined` if the browser has no channels
 */
export function createChannelClaims(
  tab: TabEnvironment,
  name: string,
  signal: AbortSignal,
): ChannelClaims | undefined {
  const id = uuid()
  const taken = new Set<string>()
  /** For each key, the lowest id of another tab that has announced a claim. */
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
