import type { CelebrationDuration } from '../../client/preferences/preferences.js'
import type { InboxElement } from '../../context/inbox-element.js'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import type { Toast } from './toast.js'

/** Where toasts appear: a corner of the window, or the middle of its upper or lower edge. */
export type ToastPlacement =
  'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end'

/**
 * The element that shows the toasts, as the code that is loaded later sees it: its settings, each as
 * the property of the same name of `<gamification-toasts>` documents it.
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
