export const probe = {
  isToast: true,
  bell: () => null,
  list: () => document.querySelectorAll('.notyf__toast'),
  unread: () => 0,
}
