import { nothing } from 'lit'
import type { CelebrationDuration } from '../../client/preferences/preferences.js'
import { InboxElement } from '../../context/inbox-element.js'
import { StoreController } from '../../internal/store-controller.js'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import type { Moment, Toast } from './toast.js'
import type { Toaster } from './toaster.js'

/** A corner of the window, or the middle of its upper or lower edge. */
export type ToastPlacement =
  'top-start' | 'top-center' | 'top-end' | 'bottom-start' | 'bottom-center' | 'bottom-end'

/** For what the page is to keep quiet, each with its reason, oldest first. */
const asks = new Set<readonly (string | null)[]>()

/**
 * Celebrates what a member earns, in a corner of the window: points, boosts, streaks, achievements.
 * Each celebration is shown once, in one tab of the browser, and has its row in the inbox.
 *
 * @summary Toasts for points, boosts, streaks and achievements.
 *
 * @slot points - Replaces the coin of earned points.
 * @slot boost - Replaces the ring of a boost.
 * @slot streak - Replaces the flame of a streak.
 * @slot achievement - Replaces the medal of an achievement.
 * @slot digest - Replaces the icons of a toast that sums up several.
 *
 * @fires {ToastShowEvent} toast-show - A toast is about to be shown. Cancelable: cancel it to keep the
 *   toast off.
 * @fires {ToastDismissEvent} toast-dismiss - A toast left, for the reason that the event names.
 * @fires {ToastClickEvent} toast-click - A toast was chosen. Cancelable: cancel it to follow its link
 *   yourself.
 * @fires {ConnectionChangeEvent} connection-change - The connection to the server changed its status:
 *   `event.status` and `event.previousStatus` say from which to which.
 *
 * @csspart region - What holds the toasts.
 * @csspart stack - The list of them.
 * @csspart toast - One toast.
 * @csspart art - Its art: coin, ring, flame, medal or icons.
 * @csspart picture - The platform's own picture of an achievement.
 * @csspart amount - The number of points.
 * @csspart number - The number of days of a streak.
 * @csspart eyebrow - The line above an achievement's name.
 * @csspart title - What it says first; the way to where it leads.
 * @csspart message - What it says beside that.
 * @csspart time-left - The time that is left of a boost.
 * @csspart close - The button that closes it.
 * @csspart confetti - The canvas that confetti is thrown on.
 *
 * @cssprop [--belfry-accent=light-dark(#4338ca, #a5b4fc)] -
 *   Links, the unread mark, switches that are on, the focus ring.
 * @cssprop [--belfry-raised=light-dark(#ffffff, #1e2128)] - The background of panels, pages and toasts.
 * @cssprop [--belfry-text=light-dark(#16181d, #f2f4f8)] - Text.
 * @cssprop [--belfry-muted=light-dark(#596070, #a3abbb)] - Quieter text, such as messages and times.
 * @cssprop [--belfry-line=light-dark(#e6e8ee, #2b2f39)] - Thin lines and borders.
 * @cssprop [--belfry-gamification=light-dark(#b45309, #fcd34d)] -
 *   Icons of gamification, the number of points.
 * @cssprop [--belfry-gamification-soft=light-dark(#fef3d6, #3a2a0c)] - The tile behind icons of gamification.
 * @cssprop [--belfry-radius=16px] - The rounding of the corners of panels, pages and toasts.
 * @cssprop [--belfry-shadow=0 1px 2px light-dark(#0f172a14, #00000066), 0 12px 32px -8px light-dark(#0f172a33, #000000bb)] -
 *   The shadow below panels and toasts.
 * @cssprop [--belfry-toast-inset=16px] - The space between the toasts and the edge of the window.
 * @cssprop [--belfry-boost-start=#f59e0b] - The first colour of a boost.
 * @cssprop [--belfry-boost-middle=#ec4899] - The second colour of a boost.
 * @cssprop [--belfry-boost-end=#6366f1] - The third colour of a boost.
 * @cssprop [--belfry-flame-start=#ef4444] - The flame at its foot.
 * @cssprop [--belfry-flame-middle=#f97316] - The flame in its middle.
 * @cssprop [--belfry-flame-end=#fbbf24] - The flame at its tip.
 * @cssprop [--belfry-ribbon=#6366f1] - The ribbon of the medal.
 * @cssprop [--belfry-confetti=#f59e0b #ef4444 #ec4899 #6366f1 #10b981] - The colours of the confetti.
 */
export class GamificationToasts extends InboxElement {
  static override properties = {
    placement: {},
    maxVisible: { type: Number, attribute: 'max-visible' },
    gamification: {},
    focusMode: { type: Boolean, attribute: 'focus-mode' },
    duration: {},
    confetti: {},
    sound: {},
    hotkey: {},
    announcer: {},
    renderToast: { attribute: false },
    messages: { attribute: false },
    theme: { reflect: true },
  }

  /** Where toasts appear. Default: `bottom-end`. */
  declare placement: ToastPlacement | undefined
  /** How many are shown at the same time, where the window is high enough. Default: 3. */
  declare maxVisible: number | undefined
  /** `off` celebrates nothing, whatever the platform has decided. */
  declare gamification: 'off' | undefined
  /** Whether to keep quiet: nothing is shown, and one toast afterwards sums up what was missed. */
  declare focusMode: boolean | undefined
  /** How long toasts stay. Default: as the member prefers. */
  declare duration: CelebrationDuration | undefined
  /** `off` throws no confetti, `on` does. Default: as the member prefers. */
  declare confetti: 'on' | 'off' | undefined
  /** `on` plays one short sound for each toast, once the page was used. Default: as the member prefers. */
  declare sound: 'on' | 'off' | undefined
  /**
   * The key that moves the focus to the toasts and back, such as `Alt+T` or `Control+Shift+K`; empty for
   * none. Default: `F6`.
   */
  declare hotkey: string | undefined
  /** Who tells screen readers: `none` nobody, a function yours. Default: a live region of the page. */
  declare announcer: 'none' | ((text: string) => void) | undefined
  /** Draws the inside of a toast; `undefined` leaves it as it is. A string is text. */
  declare renderToast: ((toast: Toast) => unknown) | undefined
  /** Words of the page's own, in the place of ours; what is missing stays. */
  declare messages: Partial<ToastMessages> | undefined
  /** Sets the colours against the page's `color-scheme`; `auto` follows it. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined

  readonly #state = new StoreController(this, () => this.inbox?.internals.store.$state)
  #isWatched = false
  #toaster: Toaster | undefined
  #loading: Promise<typeof Toaster> | undefined

  /**
   * Celebrates a moment of your own, as if it had arrived.
   *
   * @throws {TypeError} where it has no type or no title.
   */
  celebrate(moment: Moment): void {
    const { type, title } = (moment as Partial<Moment> | undefined) ?? {}
    if (!type || !title) throw new TypeError('celebrate() needs a type and a title')
    this.#use((toaster) => toaster.celebrate(moment))
  }

  /**
   * Begins or ends the focus mode of the whole page: no toast, sound or speech while somebody sits an
   * exam or watches a video. It is `data-focus-mode` of the page's `<html>`.
   *
   * @param reason - what for, such as `exam`; `null` ends it, whatever it was for
   * @returns takes back just this one: the page stays quiet for as long as another asks for it
   */
  setFocusMode(reason: string | null): () => void {
    const ask = [reason]
    if (reason === null) asks.clear()
    else asks.add(ask)
    showFocusMode()
    return () => {
      if (asks.delete(ask)) showFocusMode()
    }
  }

  protected override updated(): void {
    const first = this.#state.value?.confirmed
    if (!first || this.#isWatched) return
    this.#isWatched = true
    import('./celebration-watch.js').then(
      ({ watchCelebrations }) => watchCelebrations(this, first, (act) => this.#use(act)),
      () => {
        // The page is cut off. The next state asks again.
        this.#isWatched = false
      },
    )
  }

  protected override render(): unknown {
    return this.#toaster?.render() ?? nothing
  }

  /** Does something with the part that shows toasts, once its code is there. */
  #use(act: (toaster: Toaster) => void): void {
    if (this.#toaster) return act(this.#toaster)
    // One promise for all of them: imports of their own need not end in the order of their beginning.
    this.#loading ??= import('./toaster.js').then(({ Toaster }) => Toaster)
    this.#loading.then(
      (Toaster) => act((this.#toaster ??= new Toaster(this))),
      () => {
        // The page is cut off: what came stays in the inbox, and the next toast asks again.
        this.#loading = undefined
      },
    )
  }
}

/** Shows on the page the newest reason that still counts. */
function showFocusMode(): void {
  const { dataset } = document.documentElement
  const [reason] = [...asks].pop() ?? []
  if (typeof reason === 'string') dataset['focusMode'] = reason
  else delete dataset['focusMode']
}
