import { scrollerOf } from '../../lib/in-page/paint.mjs'

/** The highest count of the protocol: it means "this many or more". */
const COUNT_LIMIT = 1000
/** "Load older" is pressed when the end of the list is nearer than this, in pixels. */
const NEAR_END = 400

const bell = () => document.querySelector('notification-bell')
const part = (name) => bell()?.shadowRoot?.querySelector(`[part~=${name}]`)
const rows = () => bell()?.shadowRoot?.querySelectorAll('[part~=row]') ?? []
let isListening = false

/**
 * Presses "Load older" like a member who has scrolled to the end. A list that loads by itself has no
 * such button, or one that is busy.
 */
function pressLoadOlder({ target }) {
  const button = part('load-older')
  const distance = target.scrollHeight - target.clientHeight - target.scrollTop
  if (distance < NEAR_END && button && button.ariaDisabled !== 'true') button.click()
}

export const probe = {
  bell: () => part('button'),
  badge: () => part('badge'),
  list: rows,
  scroller() {
    if (!isListening) bell()?.shadowRoot?.addEventListener('scroll', pressLoadOlder, true)
    isListening = true
    return scrollerOf(rows()[0])
  },
  unread() {
    const inbox = bell()?.inbox
    const unread = inbox?.$counts.get().unread ?? 0
    if (unread < COUNT_LIMIT) return unread
    return inbox.$notifications.get().filter(({ isUnread }) => isUnread).length
  },
}
