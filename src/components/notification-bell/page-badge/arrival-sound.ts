import { serverNow } from '../../../client/clock-skew.js'
import type { Inbox } from '../../../client/create-inbox.js'
import { askPreferences, isQuiet } from '../../../client/preferences/preferences.js'
import { sharedName, thisTab } from '../../../client/tabs/tab-environment.js'
import type { Row } from '../../../protocol/notification.js'

/**
 * An older notification plays no sound, in milliseconds: a page that was offline catches up
 * silently.
 */
const FRESH_MS = 60_000
/**
 * Notifications that arrive within this time after a sound play no further sound, in milliseconds.
 */
const BURST_MS = 2_000
/** The time limit for the server's answer about quiet hours, in milliseconds. */
const PATIENCE_MS = 2_000

/**
 * Plays one sound for new notifications, in one tab of the browser, unless the member has quiet
 * hours.
 */
export async function soundFor(rows: readonly Row[], inbox: Inbox): Promise<void> {
  const now = serverNow(inbox)
  const isNews = rows.some(({ createdAt }) => now - Date.parse(createdAt) < FRESH_MS)
  // A tab that the member has not interacted with may not play sounds, and leaves it to another
  // tab.
  if (!isNews || !navigator.userActivation?.hasBeenActive) return
  const { requests, identity } = inbox.internals
  const member = identity()
  const name = sharedName(requests.endpoint, member ?? '', 'sound')
  const ring = async (): Promise<void> => {
    if (await wantsQuiet(inbox)) return
    const { chime } = await import('../../../internal/chime.js')
    // The page may have another member by now.
    if (identity() !== member) return
    chime()
    await new Promise((resolve) => setTimeout(resolve, BURST_MS))
  }
  try {
    // The tab that holds the lock plays the sound for all tabs, and keeps the lock during the
    // burst.
    if (thisTab.locks)
      await thisTab.locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? ring() : undefined,
      )
    else if (thisTab.hasFocus()) await ring()
  } catch {
    // The device is offline, or the page may not use locks: only a sound is lost.
  }
}

async function wantsQuiet(inbox: Inbox): Promise<boolean> {
  try {
    const { quietHours } = await askPreferences(
      inbox.internals.requests,
      AbortSignal.timeout(PATIENCE_MS),
    )
    return quietHours ? isQuiet(quietHours, new Date(serverNow(inbox))) : false
  } catch {
    // A server without preferences has no quiet hours.
    return false
  }
}
