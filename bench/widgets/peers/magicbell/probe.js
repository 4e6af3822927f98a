export const probe = {
  bell: () => document.querySelector('.magicbell--inbox-button'),
  list: () => document.querySelectorAll('.magicbell--inbox-item'),
  unread: () => window.magicbell?.ctx?.notifications.find({ readAt: null }).toArray().length ?? 0,
  // To ask the store itself in each frame would be slow.
  loaded: () => Number(document.querySelector('.magicbell--inbox')?.dataset.count ?? 0),
}
