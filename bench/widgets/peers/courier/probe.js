export const probe = {
  bell: () => document.querySelector('courier-inbox-menu-button'),
  badge: () => document.querySelector('courier-inbox-menu-button #unread-badge'),
  list: () => document.querySelectorAll('courier-inbox-list-item'),
  unread: () => window.peer?.store.shared.totalUnreadCount ?? 0,
}
