import { sharedName, type Tab } from './tab.js'

/** Decides which tab acts. No tab leads: each one that hears of a thing claims it. */
export interface Claims {
  /**
   * Answers, once it is this tab's turn, which things are this tab's, by their keys: the same in all
   * tabs. The one with the keyboard goes first, one that is merely visible later, a hidden one waits
   * until it is seen, however long that takes.
   */
  claim(keys: readonly string[]): Promise<readonly string[]>
}

/** What claims are made with. */
export interface ClaimsOptions {
  readonly endpoint: URL
  /** The inbox, as its server names it. */
  readonly inbox: string
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
  const name = sharedName(options.endpoint, options.inbox, 'shown')
  let own: readonly string[] = []
  let waiting: Promise<void> | undefined

  const take = (keys: readonly string[]): readonly string[] => {
    const known = read(tab, name) ?? own
    const fresh = keys.filter((key) => !known.includes(key))
    own = [...known, ...fresh].slice(-REMEMBERED)
    if (fresh.length > 0) write(tab, name, own)
    return fresh
  }

  return {
    async claim(keys) {
      // However much comes while nobody looks, one wait is enough.
      await (waiting ??= turn(tab, signal).finally(() => (waiting = undefined)))
      if (signal.aborted) return []
      const takeNow = (): readonly string[] => take(keys)
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
    tab.storage().setItem(name, JSON.stringify(Object.assign([...keys], { toJSON: undefined })))
  } catch {
    // Full or forbidden: this tab still knows its own.
  }
}
