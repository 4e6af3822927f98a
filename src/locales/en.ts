import type { Messages } from './messages.js'

/** English. */
export const en: Messages = {
  locale: 'en',
  notifications: 'Notifications',
  unread: 'Unread',
  markAllAsRead: 'Mark all as read',
  close: 'Close',
  loading: 'Loading notifications…',
  loadOlder: 'Load older',
  loadingOlder: 'Loading…',
  loadOlderFailed: 'Older notifications could not be loaded.',
  tryAgain: 'Try again',
  emptyTitle: 'You’re all caught up',
  emptyText: 'New lessons, replies and results will appear here.',
  failedTitle: 'Notifications are out of reach',
  failedText: 'The connection failed. Nothing is lost: they will appear once it is back.',
  signedOutTitle: 'You are signed out',
  signedOutText: 'Sign in again to see your notifications.',
  statusConnecting: 'Connecting…',
  statusLive: 'Live',
  statusDegraded: 'Updating now and then',
  statusOffline: 'Offline, trying again',
  statusUnauthorized: 'Signed out',
  statusClosed: 'Disconnected',
}
