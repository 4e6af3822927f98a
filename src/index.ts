export * from './protocol/index.js'
export {
  createInbox,
  type CategoryOptions,
  type Inbox,
  type InboxOptions,
} from './client/create-inbox.js'
export type { TransportName } from './client/connection/named-transports.js'
export type { GetToken } from './client/requests/token-source.js'
export { readJson } from './transports/body.js'
export { sendRequest } from './transports/http.js'
export { polling, type PollingOptions } from './transports/polling.js'
export { sse, type SseOptions } from './transports/sse.js'
export {
  TransportError,
  type OpenOptions,
  type Transport,
  type TransportErrorCode,
  type TransportErrorOptions,
} from './transports/transport.js'
export { websocket, type WebSocketOptions } from './transports/websocket.js'
export type {
  ConnectionStatus,
  InboxAtoms,
  Refusal,
  Undoable,
  UndoableAction,
} from './store/inbox-store.js'
export type { InboxNotification } from './store/listing.js'
export { ConnectionChangeEvent } from './context/connection-change-event.js'
export { GamificationToasts } from './components/gamification-toasts/gamification-toasts.js'
export type { ToastPlacement } from './components/gamification-toasts/toast-host.js'
export {
  ToastClickEvent,
  ToastDismissEvent,
  ToastShowEvent,
} from './components/gamification-toasts/gamification-toasts.events.js'
export type { DismissReason } from './components/gamification-toasts/toast-queue.js'
export type {
  Celebrated,
  Moment,
  Toast,
  ToastKind,
} from './components/gamification-toasts/toast.js'
export { NotificationBell } from './components/notification-bell/notification-bell.js'
export {
  InboxCloseEvent,
  InboxOpenEvent,
} from './components/notification-bell/notification-bell.events.js'
export {
  NotificationActionEvent,
  NotificationClickEvent,
} from './components/notification-panel/row/notification-row.events.js'
export { NotificationInbox } from './components/notification-inbox/notification-inbox.js'
export { NotificationPreferences } from './components/notification-preferences/notification-preferences.js'
export { NotificationProvider } from './components/notification-provider/notification-provider.js'
export type { OwnWords } from './components/notification-panel/panel-words.js'
export type { ShortcutAction, Shortcuts } from './components/notification-panel/shortcuts.js'
export type { Messages } from './locales/messages.js'
export type { MoreMessages } from './locales/more/messages.js'
export type { PreferencesMessages } from './locales/preferences/messages.js'
export type { ToastMessages } from './locales/toasts/messages.js'
export type { ReadableAtom } from 'nanostores'
