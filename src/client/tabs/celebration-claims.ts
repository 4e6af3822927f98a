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
   * ends before it could show them. Claims over the channel (`channel-claims.ts`) cannot be
   * released, so they stay.
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
 * processes see a written value within this time.
 */
const WRITE_SEEN_MS = 100
/** The longest wait for a lock that another tab holds, in milliseconds. */
const PATIENCE_MS = 5_000
/** The number of keys that are stored. A tab that is further behind celebrates again. */
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
  const inboxName = identity()
  const closing = new AbortController()
  const stops = [
    inbox.$status.subscribe((status) => {
      if (status === 'closed') closing.abort()
    }),
    $confirmed.subscribe(() => {
      if (identity() !== inboxName) closing.abort()
    }),
  ]
  for (const stop of stops) signal.addEventListener('abort', stop)
  return createCelebrationClaims({
    endpoint: requests.endpoint,
    inbox: inboxName ?? '',
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
  /** The name of the stored list, of the lock and of the channel. */
  const sharedKey = sharedName(endpoint, inbox, 'shown')
  /** Whether the list of claims can be read. Storage may still be full. */
  const canStore = read(tab, sharedKey) !== undefined
  const channelClaims = canStore ? undefined : createChannelClaims(tab, sharedKey, signal)
  /**
   * Whether the tabs can exchange their claims. Locks are not asked without storage: a browser that
   * forbids storage denies them.
   */
  const canShare = canStore ? tab.locks !== undefined : channelClaims !== undefined
  const lock = tab.locks && createClaimsLock(tab.locks, sharedKey)
  /**
   * The keys that this tab has claimed itself, whether or not they could be stored. Claims over the
   * channel are not among them.
   */
  const ownKeys = new Set<string>()
  /** The current wait for this tab's turn, shared by all calls of `claim` meanwhile. */
  let waiting: Promise<void> | undefined

  /** Claims those of the keys that no tab has claimed yet, and returns them. */
  const claimNow = (keys: readonly string[], mustBeKept: boolean): readonly string[] => {
    const stored = read(tab, sharedKey) ?? []
    const unclaimed = keys.filter((key) => !stored.includes(key) && !ownKeys.has(key))
    if (signal.aborted || unclaimed.length === 0) return []
    const isKept = write(tab, sharedKey, [...stored, ...unclaimed].slice(-REMEMBERED))
    if (!isKept && mustBeKept) return []
    lock?.noteWrite()
    for (const key of unclaimed) ownKeys.add(key)
    return unclaimed
  }

  return {
    async claim(keys, { mustBeKept = false } = {}) {
      if (mustBeKept && !canStore) return []
      // One wait is enough for all celebrations that arrive while the tab is hidden.
      await (waiting ??= awaitTurn(tab, canShare, signal).finally(() => (waiting = undefined)))
      if (signal.aborted) return []
      if (channelClaims) return channelClaims.claim(keys)
      // Without locks two tabs could read the same list, but then only the tab with the keyboard
      // focus claims, and there is only one.
      await lock?.acquire()
      return claimNow(keys, mustBeKept)
    },
    release(keys) {
      const released = keys.filter((key) => ownKeys.delete(key))
      const stored = read(tab, sharedKey)
      if (!stored || signal.aborted) return
      const remaining = stored.filter((key) => !released.includes(key))
      write(tab, sharedKey, remaining)
    },
  }
}

/** The lock under which the tabs read and write the stored claims. */
interface ClaimsLock {
  /**
   * Resolves once this tab holds the lock. If the browser denies the lock, or another tab holds it
   * for `PATIENCE_MS` (a frozen tab does), it resolves without the lock.
   */
  acquire(): Promise<void>
  /** Records that this tab has written, so it keeps the lock for another `WRITE_SEEN_MS`. */
  noteWrite(): void
}

/** Creates the lock. This tab keeps it until it has written nothing for `WRITE_SEEN_MS`. */
function createClaimsLock(locks: LockManager, name: string): ClaimsLock {
  /** Resolves once this tab may write; `undefined` while this tab neither has nor wants the lock. */
  let acquired: Promise<void> | undefined
  /** Whether this tab has written since the last wait of `WRITE_SEEN_MS` began. */
  let hasWritten = false

  /** Holds the lock until it resolves. */
  async function hold(): Promise<void> {
    do {
      hasWritten = false
      await new Promise((resolve) => setTimeout(resolve, WRITE_SEEN_MS))
    } while (hasWritten)
    acquired = undefined
  }

  return {
    acquire: () =>
      (acquired ??= new Promise((resolve) => {
        const patience = new AbortController()
        const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
        const onGranted = (): Promise<void> => {
          clearTimeout(timer)
          resolve()
          return hold()
        }
        locks.request(name, { signal: patience.signal }, onGranted).catch(() => {
          acquired = undefined
          resolve()
        })
      })),
    noteWrite: () => {
      hasWritten = true
    },
  }
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
function read(tab: TabEnvironment, sharedKey: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(tab.storage().getItem(sharedKey) ?? '[]')
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
function write(tab: TabEnvironment, sharedKey: string, keys: readonly string[]): boolean {
  try {
    // Prototype.js 1.6 adds a `toJSON` method to all arrays, and it returns a string. This property
    // hides that method.
    const list = Object.assign([...keys], { toJSON: undefined })
    if (keys.length > 0) tab.storage().setItem(sharedKey, JSON.stringify(list))
    else tab.storage().removeItem(sharedKey)
    return true
  } catch {
    return false
  }
}
