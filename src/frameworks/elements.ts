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

/** The properties of every element that can be set by an attribute too. */
type Shared =
  'endpoint' | 'member' | 'tokenUrl' | 'tokenHeader' | 'withCredentials' | 'transport' | 'basePath'
/** The properties of every element that take a function or an object. */
type SharedObjects = 'getToken' | 'inbox'
/** The events of every element. */
interface InboxEvents {
  'connection-change': ConnectionChangeEvent
}
interface RowEvents extends InboxEvents {
  'notification-click': NotificationClickEvent
  'notification-action': NotificationActionEvent
}

/**
 * The elements of Belfry, by tag: their class, the properties that a page can set, and their
 * events. The types for each framework are derived from it.
 */
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
      | 'load'
      | 'theme'
      | 'density'
    objects: SharedObjects | 'messages' | 'renderNotification'
    events: RowEvents & { 'inbox-open': InboxOpenEvent; 'inbox-close': InboxCloseEvent }
  }
  'notification-inbox': {
    element: NotificationInbox
    attributes: Shared | 'shortcuts' | 'headingLevel' | 'announcer' | 'load' | 'theme' | 'density'
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

/** The tag name of a Belfry element. */
export type Tag = keyof Elements

/** The class of the element with a tag name. */
export type ElementOf<T extends Tag> = Elements[T]['element']

/** Turns a property's name into the name of its attribute: `maxCount` becomes `max-count`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : Name

/** The values that markup can give to the attribute of a property of this type. */
type AttributeValue<Value> =
  Value | (boolean extends Value ? '' : never) | (number extends Value ? `${number}` : never)

type Property<T extends Tag, Name> = Name extends keyof ElementOf<T> ? ElementOf<T>[Name] : never

/** The attributes of an element that markup can set, by attribute name. */
export type AttributesOf<T extends Tag> = {
  [Name in Elements[T]['attributes'] as Kebab<Name>]?: AttributeValue<Property<T, Name>> | undefined
} & (T extends 'notification-inbox' ? { scroll?: 'inside' | undefined } : unknown)

/** The properties of an element that code can set, by property name. */
export type PropertiesOf<T extends Tag> = {
  [Name in Elements[T]['attributes'] | Elements[T]['objects']]?:
    AttributeValue<Property<T, Name>> | undefined
}

/** The events of an element, by event name. */
export type EventsOf<T extends Tag> = Elements[T]['events']
