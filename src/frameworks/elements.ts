import type { ConnectionChangeEvent } from '../context/connection-change-event.js'
import type { GamificationToasts } from '../components/gamification-toasts/gamification-toasts.js'
import type { NotificationBell } from '../components/notification-bell/notification-bell.js'
import type { NotificationInbox } from '../components/notification-inbox/notification-inbox.js'
import type { NotificationPreferences } from '../components/notification-preferences/notification-preferences.js'
import type { NotificationProvider } from '../components/notification-provider/notification-provider.js'
import type {
  ToastClickEvent,
  ToastDismissEvent,
  ToastShowEvent,
} from '../components/gamification-toasts/gamification-toasts.events.js'
import type {
  InboxCloseEvent,
  InboxOpenEvent,
} from '../components/notification-bell/notification-bell.events.js'
import type {
  NotificationActionEvent,
  NotificationClickEvent,
} from '../components/notification-panel/row/notification-row.events.js'

/** Properties of every element that an attribute sets, too. */
type Shared =
  'endpoint' | 'member' | 'tokenUrl' | 'tokenHeader' | 'withCredentials' | 'transport' | 'basePath'
/** Properties of every element that take a function or an object. */
type SharedObjects = 'getToken' | 'inbox'
/** Events of every element. */
interface InboxEvents {
  'connection-change': ConnectionChangeEvent
}
interface RowEvents extends InboxEvents {
  'notification-click': NotificationClickEvent
  'notification-action': NotificationActionEvent
}

/** What the types of each framework are made of: an element's class, what a page sets, its events. */
export interface Elements {
  'gamification-toasts': {
    element: GamificationToasts
    attributes:
      | Shared
      | 'placement'
      | 'maxVisible'
      | 'gamification'
      | 'focusMode'
      | 'duration'
      | 'confetti'
      | 'sound'
      | 'hotkey'
      | 'announcer'
      | 'theme'
    objects: SharedObjects | 'renderToast' | 'messages'
    events: InboxEvents & {
      'toast-show': ToastShowEvent
      'toast-dismiss': ToastDismissEvent
      'toast-click': ToastClickEvent
    }
  }
  'notification-bell': {
    element: NotificationBell
    attributes:
      | Shared
      | 'maxCount'
      | 'open'
      | 'shortcuts'
      | 'badge'
      | 'titleCount'
      | 'faviconBadge'
      | 'appBadge'
      | 'sound'
      | 'announcer'
      | 'theme'
      | 'density'
    objects: SharedObjects | 'messages' | 'renderNotification'
    events: RowEvents & { 'inbox-open': InboxOpenEvent; 'inbox-close': InboxCloseEvent }
  }
  'notification-inbox': {
    element: NotificationInbox
    attributes: Shared | 'shortcuts' | 'headingLevel' | 'announcer' | 'theme' | 'density'
    objects: SharedObjects | 'messages' | 'renderNotification'
    events: RowEvents
  }
  'notification-preferences': {
    element: NotificationPreferences
    attributes: Shared | 'headingLevel' | 'theme'
    objects: SharedObjects | 'messages'
    events: InboxEvents
  }
  'notification-provider': {
    element: NotificationProvider
    attributes: Shared
    objects: SharedObjects
    events: InboxEvents
  }
}

/** A tag of Belfry's. */
export type Tag = keyof Elements

/** The class of a tag. */
export type ElementOf<T extends Tag> = Elements[T]['element']

/** `maxCount` → `max-count`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : Name

/** What markup may say where a property is of this type. */
type AttributeValue<Value> =
  Value | (boolean extends Value ? '' : never) | (number extends Value ? `${number}` : never)

type Property<T extends Tag, Name> = Name extends keyof ElementOf<T> ? ElementOf<T>[Name] : never

/** What markup may set on a tag by attributes, under their own names. */
export type AttributesOf<T extends Tag> = {
  [Name in Elements[T]['attributes'] as Kebab<Name>]?: AttributeValue<Property<T, Name>> | undefined
} & (T extends 'notification-inbox' ? { scroll?: 'inside' | undefined } : unknown)

/** What code may set on a tag by properties. */
export type PropertiesOf<T extends Tag> = {
  [Name in Elements[T]['attributes'] | Elements[T]['objects']]?:
    AttributeValue<Property<T, Name>> | undefined
}

/** The events of a tag, by name. */
export type EventsOf<T extends Tag> = Elements[T]['events']
