import { scrollerOf } from '../../lib/in-page/paint.mjs'

/** The highest count of the protocol: it means "this many or more". */
const COUNT_LIMIT = 1000
const bell = () => document.querySelector('notification-bell')
const part = (name) => bell()?.shadowRoot?.querySelector(`[part~=${name}]`)
const rows = () => bell()?.shadowRoot?.querySelectorAll('[part~=row]') ?? []
export const probe = {
  bell: () => part('button'),
  badge: () => part('badge'),
  list: rows,
  /** Of a long list only the rows near the part in sight are in the page, each with its place. */
  loaded() {
    const isLong = [...rows()].at(-1)?.ariaPosInSet
    return isLong ? bell().inbox.$notifications.get().length : rows().length
  },
  scroller: () => scrollerOf(rows()[0]),
  unread() {
    const inbox = bell()?.inbox
    const unread = inbox?.$counts.get().unread ?? 0
    if (unread < COUNT_LIMIT) return unread
    return inbox.$notifications.get().filter(({ isUnread }) => isUnread).length
  },
}
