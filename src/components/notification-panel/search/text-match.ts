import { foldText, searchTextOf } from '../../../protocol/search.js'
import type { InboxNotification } from '../../../store/listing.js'

// Folding a text costs more than comparing it, and every typed letter compares all rows again.
const folded = new WeakMap<InboxNotification, string>()

/** Whether the title or message of a notification contains a text, ignoring case and accents. */
export function matchesText(notification: InboxNotification, text: string): boolean {
  let words = folded.get(notification)
  if (words === undefined) {
    words = searchTextOf(notification)
    folded.set(notification, words)
  }
  return words.includes(foldText(text))
}
