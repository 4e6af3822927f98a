import { serverNow } from '../../../client/clock-skew.js'
import type { Inbox } from '../../../client/create-inbox.js'
import { inboxNameOf } from '../../../client/inbox-name.js'
import { askPreferences, isQuiet } from '../../../client/preferences/preferences.js'
import { sharedName, thisTab } from '../../../client/tabs/tab-environment.js'
import type { Row } from '../../../protocol/notification.js'

/** What came longer ago is no news, in milliseconds: a page that was away catches up in silence. */
const FRESH_MS = 60_000
/** What comes so soon after a sound was heard with it, in milliseconds. */
const BURST_MS = 2_000
/** How long a sound waits to hear whether it is welcome, in milliseconds. */
const PATIENCE_MS = 2_000

/** Sounds once for what has just come, in one tab of the browser, unless the member wants quiet. */
export async function soundFor(rows: readonly Row[], inbox: Inbox): Promise<void> {
  const now = serverNow(inbox)
  const isNews = rows.some(({ createdAt }) => now - Date.parse(createdAt) < FRESH_MS)
  // A tab that may not sound leaves it to one that may.
  if (!isNews || !navigator.userActivation?.hasBeenActive) return
  const { requests, store } = inbox.internals
  const member = inboxNameOf(store)
  const name = sharedName(requests.endpoint, member ?? '', 'sound')
  const ring = async (): Promise<void> => {
    if (await wantsQuiet(inbox)) return
    const { chime } = await import('../../../internal/chime.js')
    // Another member's page is silent about what the one before was told.
    if (inboxNameOf(store) !== member) return
    chime()
    await new Promise((resolve) => setTimeout(resolve, BURST_MS))
  }
  try {
    // Whichever tab holds the lock sounds for all, and for the whole burst.
    if (thisTab.locks)
      await thisTab.locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? ring() : undefined,
      )
    else if (thisTab.hasFocus()) await ring()
  } catch {
    // Cut off, or without a right to locks: nothing is lost but a sound.
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
