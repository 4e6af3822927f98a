const inbox = () => document.querySelector('floor-inbox')
const find = (selector) => inbox()?.shadowRoot?.querySelector(selector)

export const probe = {
  bell: () => find('button'),
  badge: () => find('b'),
  list: () => inbox()?.shadowRoot?.querySelectorAll('li') ?? [],
  scroller: () => find('div'),
  unread: () => inbox()?.unread ?? 0,
}
