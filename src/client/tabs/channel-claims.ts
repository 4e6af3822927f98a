import { openTabChannel } from './tab-channel.js'
import type { TabEnvironment } from './tab-environment.js'
import { uuid } from '../uuid.js'

/** Claims for tabs that share no storage. */
export interface ChannelClaims {
  /** Claims keys. Resolves with those that now belong to this tab. */
  claim(keys: readonly string[]): Promise<readonly string[]>
}

/** A message from one tab to the others. */
interface ClaimMessage {
  /** The id of the sending tab. */
  readonly from: string
  readonly keys: readonly string[]
  /** `false` if the tab announces a claim of the keys, `true` once it has claimed them. */
  readonly isClaimed: boolean
}

/**
 * The wait between the announcement of a claim and the claim, in milliseconds. Messages of other
 * tabs arrive within this time.
 */
const ANNOUNCED_MS = 100

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
  /** The keys that any tab has claimed. */
  const claimed = new Set<string>()
  /** For each key, the lowest id of another tab that has announced a claim. */
  const rivals = new Map<string, string>()

  function receive({ from, keys, isClaimed }: ClaimMessage): void {
    if (from === id) return
    for (const key of keys) {
      if (isClaimed) claimed.add(key)
      else if ((rivals.get(key) ?? from) >= from) rivals.set(key, from)
    }
  }

  const post = openTabChannel(tab, name, receive, signal)
  return (
    post && {
      async claim(keys) {
        const unclaimed = keys.filter((key) => !claimed.has(key))
        if (unclaimed.length === 0) return []
        post({ from: id, keys: unclaimed, isClaimed: false })
        await new Promise((resolve) => setTimeout(resolve, ANNOUNCED_MS))
        if (signal.aborted) return []
        const isOurs = (key: string): boolean => !claimed.has(key) && (rivals.get(key) ?? id) >= id
        const ownKeys = unclaimed.filter(isOurs)
        for (const key of ownKeys) claimed.add(key)
        post({ from: id, keys: ownKeys, isClaimed: true })
        return ownKeys
      },
    }
  )
}
