let unread = 0
let isListening = false

/** Notes the counts that the widget itself asks for: one for each of four severities. */
function listen() {
  if (!window.peer || isListening) return
  isListening = true
  window.peer.novu.on('notifications.count.resolved', ({ data }) => {
    if (data?.counts) unread = data.counts.reduce((sum, { count }) => sum + count, 0)
  })
}

export const probe = {
  bell() {
    listen()
    return document.querySelector('.nv-bellContainer')
  },
  badge: () => document.querySelector('.nv-bellDot'),
  list: () => document.querySelectorAll('.nv-notification'),
  unread() {
    listen()
    return unread
  },
}
