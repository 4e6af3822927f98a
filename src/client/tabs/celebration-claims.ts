import { createChannelClaims } from './channel-claims.js'
import { sharedName, type TabEnvironment } from './tab-environment.js'
import type { Inbox } from '../create-inbox.js'

/** The options of {@link CelebrationClaims.claim}. */
export interface ClaimOptions {
  /**
   * Whether a claim needs storage that outlives the page. A page finds earlier celebrations each
   * time it is loaded; without storage it would show them again after each load.
   *
   * @default false
   */
  readonly mustBeKept?: boolean
}

/**
 * Decides which tab shows a celebration. The tabs elect no leader for this: each tab that receives
 * a celebration claims it.
 */
export interface CelebrationClaims {
  /**
   * Claims celebrations by their keys, which are the same in all tabs. Resolves with the keys that
   * this tab may show, once it is this tab's turn. The tab with the keyboard focus is first; a
   * visible tab waits `COURTESY_MS`; a hidden tab waits until it is visible, without a time limit.
   */
  claim(keys: readonly string[], options?: ClaimOptions): Promise<readonly string[]>
  /**
   * Releases those of the keys that this tab has claimed itself, at once. A page calls it if it
   * ends before it could show them.
   */
  release(keys: readonly string[]): void
}

/** Dependencies of {@link createCelebrationClaims}. */
export interface CelebrationClaimsOptions {
  readonly endpoint: URL
  /** The server's name of the inbox. */
  readonly inbox: string
  readonly tab: TabEnvironment
  readonly signal: AbortSignal
}

/**
 * The time for which a visible tab gives precedence to the tab with the keyboard focus, in
 * milliseconds.
 */
const COURTESY_MS = 300
/**
 * The time for which a tab keeps the lock after its last write, in milliseconds. Tabs of other
 * processes read a written value with a short delay.
 */
const SPREAD_MS = 100
/** The longest wait for a lock that another tab holds, in milliseconds. */
const PATIENCE_MS = 5_000
/** The number of keys that are stored. One tab may be this many celebrations behind another. */
const REMEMBERED = 1_024

/**
 * Creates the claims of an inbox. They end with the inbox, so that nothing is stored after the
 * member has logged out, was removed, or was replaced by another member.
 */
export function claimsOf(
  inbox: Inbox,
  tab: TabEnvironment,
  signal: AbortSignal,
): CelebrationClaims {
  const { $confirmed, identity, requests } = inbox.internals
  const name = identity()
  const closing = new AbortController()
  const stops = [
    inbox.$status.subscribe((status) => {
      if (status === 'closed') closing.abort()
    }),
    $confirmed.subscribe(() => {
      if (identity() !== name) closing.abort()
    }),
  ]
  for (const stop of stops) signal.addEventListener('abort', stop)
  return createCelebrationClaims({
    endpoint: requests.endpoint,
    inbox: name ?? '',
    tab,
    signal: AbortSignal.any([signal, closing.signal]),
  })
}

/** Creates the claims of one inbox. */
export function createCelebrationClaims({
  endpoint,
  inbox,
  tab,
  signal,
}: CelebrationClaimsOptions): CelebrationClaims {
  const name = sharedName(endpoint, inbox, 'shown')
  // If storage is forbidden, the browser has locks but denies them.
  const isStored = read(tab, name) !== undefined
  const channelClaims = isStored ? undefined : createChannelClaims(tab, name, signal)
  const canShare = isStored ? tab.locks !== undefined : channelClaims !== undefined
  /**
   * The keys that this tab knows to be claimed. They count if there is neither storage nor a channel
   * to the other tabs.
   */
  let claimedInMemory: readonly string[] = []
  /** The keys that this tab has claimed itself. */
  const ownKeys = new Set<string>()
  /** How often this tab has written claims. */
  let writeCount = 0
  /** The current wait for this tab's turn, shared by all calls of `claim` meanwhile. */
  let waiting: Promise<void> | undefined

  /** Claims those of the keys that no tab has claimed yet, and returns them. */
  const claimNow = (keys: readonly string[], mustBeKept: boolean): readonly string[] => {
    const claimed = read(tab, name) ?? claimedInMemory
    const unclaimed = keys.filter((key) => !claimed.includes(key) && !ownKeys.has(key))
    if (signal.aborted || unclaimed.length === 0) return []
    const allClaimed = [...claimed, ...unclaimed].slice(-REMEMBERED)
    if (!write(tab, name, allClaimed) && mustBeKept) return []
    claimedInMemory = allClaimed
    writeCount += 1
    for (const key of unclaimed) ownKeys.add(key)
    return unclaimed
  }

  const acquireLock = tab.locks && createLock(tab.locks, name, () => writeCount)

  return {
    async claim(keys, { mustBeKept = false } = {}) {
      if (mustBeKept && !isStored) return []
      // One wait is enough for all celebrations that arrive while the tab is hidden.
      await (waiting ??= awaitTurn(tab, canShare, signal).finally(() => (waiting = undefined)))
      if (signal.aborted) return []
      if (channelClaims) return channelClaims.claim(keys)
      // Without locks two tabs could read the same list, but then only the tab with the keyboard
      // focus claims, and there is only one.
      await acquireLock?.()
      return claimNow(keys, mustBeKept)
    },
    release(keys) {
      const withoutReleased = (claimed: readonly string[]): readonly string[] =>
        claimed.filter((key) => !ownKeys.has(key) || !keys.includes(key))
      claimedInMemory = withoutReleased(claimedInMemory)
      const stored = read(tab, name)
      if (stored && !signal.aborted) write(tab, name, withoutReleased(stored))
      for (const key of keys) ownKeys.delete(key)
    },
  }
}

/**
 * Creates a function that resolves once this tab holds the lock. The tab keeps the lock until it has
 * written nothing for `SPREAD_MS`. If the browser denies the lock, or another tab holds it for
 * `PATIENCE_MS` (a frozen tab does), the function resolves without the lock.
 *
 * @param countWrites Returns how often the tab has written its claims.
 */
function createLock(
  locks: LockManager,
  name: string,
  countWrites: () => number,
): () => Promise<void> {
  /** Resolves once this tab may write; `undefined` while this tab neither has nor wants the lock. */
  let locked: Promise<void> | undefined
  return () =>
    (locked ??= new Promise((resolve) => {
      const patience = new AbortController()
      const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
      const holdLock = async (): Promise<void> => {
        clearTimeout(timer)
        resolve()
        let writesBefore: number
        do {
          writesBefore = countWrites()
          await new Promise((resume) => setTimeout(resume, SPREAD_MS))
        } while (countWrites() !== writesBefore)
        locked = undefined
      }
      locks.request(name, { signal: patience.signal }, holdLock).catch(() => {
        locked = undefined
        resolve()
      })
    }))
}

/**
 * Resolves when it is this tab's turn to claim, or when the signal aborts. It is the turn of the tab
 * with the keyboard focus at once, and of a visible tab after `COURTESY_MS`.
 *
 * @param canShare Whether the tabs can exchange their claims. If not, only the tab with the
 *   keyboard focus claims.
 */
function awaitTurn(tab: TabEnvironment, canShare: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let courtesy: ReturnType<typeof setTimeout> | undefined
    const listening = new AbortController()
    const finish = (): void => {
      listening.abort()
      clearTimeout(courtesy)
      resolve()
    }
    const check = (): void => {
      clearTimeout(courtesy)
      if (signal.aborted || (tab.isVisible() && tab.hasFocus())) finish()
      else if (tab.isVisible() && canShare) courtesy = setTimeout(finish, COURTESY_MS)
    }
    for (const type of ['visibilitychange', 'focus', 'pageshow'])
      tab.events.addEventListener(type, check, { signal: listening.signal })
    signal.addEventListener('abort', check, { signal: listening.signal })
    check()
  })
}

/** Returns the stored keys; `undefined` if storage is forbidden. */
function read(tab: TabEnvironment, name: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(tab.storage().getItem(name) ?? '[]')
    return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : []
  } catch (error) {
    // A `SyntaxError` means that the stored text is invalid. For any other error, storage is
    // forbidden.
    return error instanceof SyntaxError ? [] : undefined
  }
}

/**
 * Stores the claimed keys. Returns `false` if storage is full or forbidden; this tab then knows
 * only its own claims.
 */
function write(tab: TabEnvironment, name: string, keys: readonly string[]): boolean {
  try {
    // Prototype.js 1.6 adds a `toJSON` method to all arrays, and it returns a string. This property
    // hides that method.
    const list = Object.assign([...keys], { toJSON: undefined })
    if (keys.length > 0) tab.storage().setItem(name, JSON.stringify(list))
    else tab.storage().removeItem(name)
    return true
  } catch {
    return false
  }
}
