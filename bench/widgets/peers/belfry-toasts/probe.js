export const probe = {
  isToast: true,
  bell: () => null,
  list: () =>
    document.querySelector('gamification-toasts')?.shadowRoot?.querySelectorAll('[part~=toast]') ??
    [],
  unread: () => 0,
}
