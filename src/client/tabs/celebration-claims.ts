import { createChannelClaims } from './channel-claims.js'
import { sharedName, type TabEnvironment } from './tab-environment.js'
import type { Inbox } from '../create-inbox.js'

/** How a claim is made. */
export interface ClaimOptions {
  /**
   * Whether a claim counts only where it outlives the page: what a page finds when it is loaded would
   * come up again with each load.
   *
   * @default false
   */
  readonly mustBeKept?: boolean
}

/** Decides which tab acts. No tab leads: each one that hears of a thing claims it. */
export interface CelebrationClaims {
  /**
   * Answers, once it is this tab's turn, which things are this tab's, by their keys: the same in all
   * tabs. The one with the keyboard goes first, one that is merely visible later, a hidden one waits
   * until it is seen, however long that takes.
   */
  claim(keys: readonly string[], options?: ClaimOptions): Promise<readonly string[]>
  /**
   * Gives back those keys that this tab claimed itself, at once: the page goes before it could act on
   * them.
   */
  release(keys: readonly string[]): void
}

/** Dependencies of {@link createCelebrationClaims}. */
export interface CelebrationClaimsOptions {
  readonly endpoint: URL
  /** The inbox, as its server names it. */
  readonly inbox: string
  readonly tab: TabEnvironment
  readonly signal: AbortSignal
}

/** How long a visible tab lets the one with the keyboard go first, in milliseconds. */
const COURTESY_MS = 300
/**
 * How long a tab keeps the lock after it wrote last, in milliseconds: tabs of other processes read what
 * was written a little later.
 */
const SPREAD_MS = 100
/** How long a tab waits for the lock of another one, in milliseconds. */
const PATIENCE_MS = 5_000
/** How many keys are remembered: as many as one tab may be behind another. */
const REMEMBERED = 1_024

/**
 * The claims of an inbox. They end with it, so that nothing is stored once the member has logged out,
 * was removed, or is another one.
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

/** Makes the claims of one inbox. */
export function createCelebrationClaims({
  endpoint,
  inbox,
  tab,
  signal,
}: CelebrationClaimsOptions): CelebrationClaims {
  const name = sharedName(endpoint, inbox, 'shown')
  // Where storage is forbidden, the browser has locks and denies them.
  const isStored = read(tab, name) !== undefined
  const spoken = isStored ? undefined : createChannelClaims(tab, name, signal)
  const canShare = isStored ? tab.locks !== undefined : spoken !== undefined
  let own: readonly string[] = []
  /** The keys that this tab has claimed itself. */
  const taken = new Set<string>()
  let waiting: Promise<void> | undefined

  const take = (keys: readonly string[], mustBeKept: boolean): readonly string[] => {
    const known = read(tab, name) ?? own
    const fresh = keys.filter((key) => !known.includes(key))
    if (signal.aborted || fresh.length === 0) return []
    const all = [...known, ...fresh].slice(-REMEMBERED)
    if (!write(tab, name, all) && mustBeKept) return []
    own = all
    for (const key of fresh) taken.add(key)
    return fresh
  }

  const lock = tab.locks && keptLock(tab.locks, name, () => own)

  return {
    async claim(keys, { mustBeKept = false } = {}) {
      if (mustBeKept && !isStored) return []
      // However much comes while nobody looks, one wait is enough.
      await (waiting ??= turn(tab, canShare, signal).finally(() => (waiting = undefined)))
      if (signal.aborted) return []
      if (spoken) return spoken.claim(keys)
      // Without locks two tabs could read the same list; only one has the keyboard.
      await lock?.()
      return take(keys, mustBeKept)
    },
    release(keys) {
      const left = (known: readonly string[]): readonly string[] =>
        known.filter((key) => !taken.has(key) || !keys.includes(key))
      own = left(own)
      const known = read(tab, name)
      if (known && !signal.aborted) write(tab, name, left(known))
      for (const key of keys) taken.delete(key)
    },
  }
}

/**
 * Makes a function that resolves once this tab holds the lock, which it keeps until `SPREAD_MS` after
 * its last write. Where the browser denies the lock, or another tab keeps it for `PATIENCE_MS` (a
 * frozen tab does), it resolves without the lock.
 *
 * @param written Returns another value after each write.
 */
function keptLock(locks: LockManager, name: string, written: () => unknown): () => Promise<void> {
  let locked: Promise<void> | undefined
  return () =>
    (locked ??= new Promise((resolve) => {
      const patience = new AbortController()
      const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
      const keep = async (): Promise<void> => {
        clearTimeout(timer)
        resolve()
        for (let spread; spread !== written();) {
          spread = written()
          await new Promise((resume) => setTimeout(resume, SPREAD_MS))
        }
        locked = undefined
      }
      locks.request(name, { signal: patience.signal }, keep).catch(() => {
        locked = undefined
        resolve()
      })
    }))
}

/**
 * Resolves when this tab may act.
 *
 * @param canShare Whether the tabs can tell each other what they take. Where they cannot, only the one
 *   with the keyboard acts.
 */
function turn(tab: TabEnvironment, canShare: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let courtesy: ReturnType<typeof setTimeout> | undefined
    const waiting = new AbortController()
    const go = (): void => {
      waiting.abort()
      clearTimeout(courtesy)
      resolve()
    }
    const look = (): void => {
      clearTimeout(courtesy)
      if (signal.aborted || (tab.isVisible() && tab.hasFocus())) go()
      else if (tab.isVisible() && canShare) courtesy = setTimeout(go, COURTESY_MS)
    }
    for (const type of ['visibilitychange', 'focus', 'pageshow'])
      tab.events.addEventListener(type, look, { signal: waiting.signal })
    signal.addEventListener('abort', look, { signal: waiting.signal })
    look()
  })
}

function read(tab: TabEnvironment, name: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(tab.storage().getItem(name) ?? '[]')
    return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : []
  } catch (error) {
    // Storage is forbidden, unless it is the stored text that makes no sense.
    return error instanceof SyntaxError ? [] : undefined
  }
}

/** Answers whether it is stored: storage may be full or forbidden. Then this tab still knows its own. */
function write(tab: TabEnvironment, name: string, keys: readonly string[]): boolean {
  try {
    // Prototype.js 1.6 makes a text of every list, by a method of all lists: this one has none.
    const list = Object.assign([...keys], { toJSON: undefined })
    if (keys.length > 0) tab.storage().setItem(name, JSON.stringify(list))
    else tab.storage().removeItem(name)
    return true
  } catch {
    return false
  }
}
