const state = () => window.peer?.feed.store.getState()

export const probe = {
  bell: () => document.querySelector('.rnf-notification-icon-button'),
  badge: () => document.querySelector('.rnf-unseen-badge'),
  list: () => document.querySelectorAll('.rnf-notification-cell'),
  scroller: () => document.querySelector('.rnf-notification-feed__container'),
  unread: () => state()?.metadata.unread_count ?? 0,
  loaded: () => state()?.items.length ?? 0,
}
