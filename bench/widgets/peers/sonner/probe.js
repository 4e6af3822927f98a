export const probe = {
  isToast: true,
  bell: () => null,
  list: () => document.querySelectorAll('[data-sonner-toast]'),
  unread: () => 0,
}
