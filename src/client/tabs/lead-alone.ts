import type { TabEnvironment } from './tab-environment.js'

/** The leadership of a tab that takes no part in an election. */
export interface LoneLeadership {
  /** Resolves while the tab is visible, with a signal that aborts when the tab is hidden. */
  leadership(): Promise<AbortSignal>
  /** Ends the leadership. A pending call of `leadership` resolves with an aborted signal. */
  resign(): void
}

/** Lets a tab that cannot reach the other tabs lead while it is visible. */
export function leadAlone(tab: TabEnvironment, signal: AbortSignal): LoneLeadership {
  /** Set while this tab leads: aborted when it stops leading. */
  let leadership: AbortController | undefined
  /** Set while this tab is hidden and asks to lead: resolves the pending call of `leadership`. */
  let resolveLeadership: ((leadership: AbortSignal) => void) | undefined
  tab.events.addEventListener(
    'visibilitychange',
    () => {
      if (!tab.isVisible()) {
        leadership?.abort()
        leadership = undefined
      } else if (resolveLeadership) {
        resolveLeadership((leadership = new AbortController()).signal)
        resolveLeadership = undefined
      }
    },
    { signal },
  )
  return {
    leadership: () =>
      new Promise((resolve) => {
        if (tab.isVisible()) resolve((leadership ??= new AbortController()).signal)
        else resolveLeadership = resolve
      }),
    resign() {
      leadership?.abort()
      resolveLeadership?.(AbortSignal.abort())
      leadership = resolveLeadership = undefined
    },
  }
}
