import { sharedName, type Tab } from './tab.js'

/** Something that one tab of the browser shall do, and no other. */
export interface Claim {
  /** The same in all tabs. */
  readonly key: string
  /** After this it is not worth doing, in milliseconds since the epoch by this machine's clock. */
  readonly dueBy: number
}

/** Decides which tab acts. No tab leads: each one that hears of a thing claims it. */
export interface Claims {
  /**
   * Answers, once it is this tab's turn, which of the claims are this tab's. The one with the
   * keyboard goes first, one that is merely visible later, a hidden one waits until it is seen.
   */
  claim(claims: readonly Claim[]): Promise<readonly Claim[]>
}

/** What claims are made with. */
export interface ClaimsOptions {
  readonly endpoint: URL
  /** The inbox, as its server names it. */
  readonly inbox: string
  /** What is claimed: things of different names do not meet. */
  readonly thing: string
  readonly tab: Tab
  readonly signal: AbortSignal
}

/** How long a visible tab lets the one with the keyboard go first, in milliseconds. */
const COURTESY_MS = 300
/** How many keys are remembered: as many as one tab may be behind another. */
const REMEMBERED = 1_024

/** Makes the claims of one inbox. */
export function createClaims(options: ClaimsOptions): Claims {
  const { tab, signal } = options
  const name = sharedName(options.endpoint, options.inbox, options.thing)
  let own: readonly string[] = []
  let waiting: Promise<void> | undefined

  const take = (claims: readonly Claim[]): readonly Claim[] => {
    const known = read(tab, name) ?? own
    const taken = new Set(known)
    const fresh = claims.filter(({ key, dueBy }) => dueBy > Date.now() && !taken.has(key))
    own = [...known, ...fresh.map(({ key }) => key)].slice(-REMEMBERED)
    if (fresh.length > 0) write(tab, name, own)
    return fresh
  }

  return {
    async claim(claims) {
      // However much comes while nobody looks, one wait is enough.
      await (waiting ??= turn(tab, signal).finally(() => (waiting = undefined)))
      if (signal.aborted) return []
      const takeNow = (): readonly Claim[] => take(claims)
      // Without locks two tabs could read the same list; only one has the keyboard. Where storage is
      // forbidden the browser has locks and denies them.
      return tab.locks ? tab.locks.request(name, takeNow).catch(takeNow) : takeNow()
    },
  }
}

/** Resolves when this tab may act. */
function turn(tab: Tab, signal: AbortSignal): Promise<void> {
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
      else if (tab.isVisible() && tab.locks) courtesy = setTimeout(go, COURTESY_MS)
    }
    for (const type of ['visibilitychange', 'focus', 'pageshow'])
      tab.events.addEventListener(type, look, { signal: waiting.signal })
    signal.addEventListener('abort', look, { signal: waiting.signal })
    look()
  })
}

function read(tab: Tab, name: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(tab.storage().getItem(name) ?? '[]')
    return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : []
  } catch {
    // Storage is forbidden, so no other tab can be asked.
    return undefined
  }
}

function write(tab: Tab, name: string, keys: readonly string[]): void {
  try {
    tab.storage().setItem(name, JSON.stringify(keys))
  } catch {
    // Full or forbidden: this tab still knows its own.
  }
}
