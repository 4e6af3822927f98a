import { foldText, searchTextOf } from '../../../protocol/search.js'
import type { InboxNotification } from '../../../store/listing.js'

// Folding costs more than comparing, and every letter asks all rows again.
const folded = new WeakMap<InboxNotification, string>()

/** Whether a notification's title or message holds a text, whatever the case and the accents. */
export function matchesText(notification: InboxNotification, text: string): boolean {
  let words = folded.get(notification)
  if (words === undefined) {
    words = searchTextOf(notification)
    folded.set(notification, words)
  }
  return words.includes(foldText(text))
}
