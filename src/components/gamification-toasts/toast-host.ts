import type { CelebrationDuration } from '../../protocol/preferences.js'
import type { InboxElement } from '../../context/inbox-element.js'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import type { Toast } from './toast.js'

/** Where toasts appear: a corner of the window, or the middle of its upper or lower edge. */
export type ToastPlacement =
  'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end'

/**
 * The `<gamification-toasts>` element as the modules that are loaded later use it. Each property is
 * documented at the property of the same name of the element's class.
 */
export interface ToastHost extends InboxElement {
  readonly placement: ToastPlacement | undefined
  readonly maxVisible: number | undefined
  readonly gamification: 'off' | undefined
  readonly focusMode: boolean | undefined
  readonly duration: CelebrationDuration | undefined
  readonly confetti: 'on' | 'off' | undefined
  readonly sound: 'on' | 'off' | undefined
  readonly hotkey: string | undefined
  readonly announcer: 'none' | ((text: string) => void) | undefined
  readonly renderToast: ((toast: Toast) => unknown) | undefined
  readonly messages: Partial<ToastMessages> | undefined
}
