import type { InboxNotification } from '../../store/listing.js'

// Folding costs more than comparing, and every letter asks all rows again.
const folded = new WeakMap<InboxNotification, string>()

/** Whether a notification's title or message holds a text, whatever the case and the accents. */
export function holds(notification: InboxNotification, text: string): boolean {
  let words = folded.get(notification)
  if (words === undefined) {
    words = fold(`${notification.title}\n${notification.message}`)
    folded.set(notification, words)
  }
  return words.includes(fold(text))
}

/** A text as it is compared: `Açaí` and `acai` are the same. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
