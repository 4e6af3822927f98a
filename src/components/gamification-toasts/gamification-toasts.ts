import { nothing } from 'lit'
import type { CelebrationDuration } from '../../protocol/preferences.js'
import { lazy } from '../../client/lazy.js'
import { InboxElement } from '../../context/inbox-element.js'
import { whenIdle } from '../../internal/frames.js'
import { StoreController } from '../../internal/store-controller.js'
import type { ToastMessages } from '../../locales/toasts/messages.js'
import type { Confirmed } from '../../store/state.js'
import type { ToastHost, ToastPlacement } from './toast-host.js'
import type { Moment, Toast } from './toast.js'

/** The requests for focus mode that are in force, each with its reason, oldest first. */
const asks = new Set<readonly (string | null)[]>()

/**
 * Shows toasts in a corner of the window that celebrate points, boosts, streaks and achievements of
 * the member. Each celebration is shown once, in one tab of the browser, and stays listed in the
 * inbox.
 *
 * @summary Toasts for points, boosts, streaks and achievements.
 *
 * @slot points - Replaces the coin in the toast of earned points.
 * @slot boost - Replaces the ring in the toast of a boost.
 * @slot streak - Replaces the flame in the toast of a streak.
 * @slot achievement - Replaces the medal in the toast of an achievement.
 * @slot digest - Replaces the icons of a toast that sums up several celebrations.
 *
 * @fires {ToastShowEvent} toast-show - A toast is about to be shown. Cancelable: cancel the event
 *   to suppress the toast.
 * @fires {ToastDismissEvent} toast-dismiss - A toast was dismissed. `event.reason` says why.
 * @fires {ToastClickEvent} toast-click - The member chose a toast. Cancelable: cancel the event to
 *   follow the link yourself.
 * @fires {ConnectionChangeEvent} connection-change - The status of the connection to the server
 *   changed. `event.status` is the new status, `event.previousStatus` the former one.
 *
 * @csspart region - The region that holds all toasts.
 * @csspart stack - The list of toasts.
 * @csspart toast - A toast.
 * @csspart art - The artwork of a toast: coin, ring, flame, medal or icons.
 * @csspart picture - The platform's own picture of an achievement.
 * @csspart amount - The number of points in a toast.
 * @csspart number - The number of days in the toast of a streak.
 * @csspart eyebrow - The line above an achievement's name.
 * @csspart title - The first line of a toast, which is also its link or button.
 * @csspart message - The second line of a toast.
 * @csspart time-left - The remaining time of a boost.
 * @csspart close - The button that closes a toast.
 * @csspart confetti - The canvas on which confetti is drawn.
 *
 * @cssprop [--belfry-accent=light-dark(#4338ca, #a5b4fc)] -
 *   The colour of links, the unread mark, switches that are on, and the focus ring.
 * @cssprop [--belfry-raised=light-dark(#ffffff, #1e2128)] -
 *   The background of panels, pages and toasts.
 * @cssprop [--belfry-text=light-dark(#16181d, #f2f4f8)] - The colour of text.
 * @cssprop [--belfry-muted=light-dark(#596070, #a3abbb)] -
 *   The colour of secondary text, such as messages and times.
 * @cssprop [--belfry-line=light-dark(#e6e8ee, #2b2f39)] - The colour of thin lines and borders.
 * @cssprop [--belfry-gamification=light-dark(#b45309, #fcd34d)] -
 *   The colour of gamification icons and of the number of points.
 * @cssprop [--belfry-gamification-soft=light-dark(#fef3d6, #3a2a0c)] -
 *   The background of the tile behind gamification icons.
 * @cssprop [--belfry-radius=16px] - The corner radius of panels, pages and toasts.
 * @cssprop [--belfry-shadow=0 1px 2px light-dark(#0f172a14, #00000066), 0 12px 32px -8px light-dark(#0f172a33, #000000bb)] -
 *   The shadow below panels and toasts.
 * @cssprop [--belfry-toast-inset=16px] -
 *   The distance between the toasts and the edge of the window.
 * @cssprop [--belfry-boost-start=#f59e0b] - The first colour of the gradient of a boost.
 * @cssprop [--belfry-boost-middle=#ec4899] - The second colour of the gradient of a boost.
 * @cssprop [--belfry-boost-end=#6366f1] - The third colour of the gradient of a boost.
 * @cssprop [--belfry-flame-start=#ef4444] - The colour of the flame at its foot.
 * @cssprop [--belfry-flame-middle=#f97316] - The colour of the flame in its middle.
 * @cssprop [--belfry-flame-end=#fbbf24] - The colour of the flame at its tip.
 * @cssprop [--belfry-ribbon=#6366f1] - The colour of the medal's ribbon.
 * @cssprop [--belfry-confetti=#f59e0b #ef4444 #ec4899 #6366f1 #10b981] -
 *   The colours of the confetti, separated by spaces.
 */
export class GamificationToasts extends InboxElement implements ToastHost {
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
  /** The number of toasts shown at the same time; a low window shows one. Default: 3. */
  declare maxVisible: number | undefined
  /**
   * `off` disables toasts, even if the platform has gamification. Default: the platform decides.
   */
  declare gamification: 'off' | undefined
  /** Holds toasts back. One toast afterwards sums up the missed celebrations. Default: `false`. */
  declare focusMode: boolean | undefined
  /** How long toasts stay on screen. Default: the member's preference. */
  declare duration: CelebrationDuration | undefined
  /** Turns confetti `on` or `off`. Default: the member's preference. */
  declare confetti: 'on' | 'off' | undefined
  /**
   * Turns the short sound of toasts `on` or `off`. Browsers play it only after the member has
   * interacted with the page. Default: the member's preference.
   */
  declare sound: 'on' | 'off' | undefined
  /**
   * The key that moves the focus to the toasts and back, such as `Alt+T` or `Control+Shift+K`. An
   * empty string disables it. Default: `F6`.
   */
  declare hotkey: string | undefined
  /**
   * Sets the output of announcements for screen readers. `none` disables announcements, a function
   * receives the text of each toast. Default: a live region that is added to the page.
   */
  declare announcer: 'none' | ((text: string) => void) | undefined
  /**
   * Renders the inside of a toast. It returns a Lit template, a node, or text. For `undefined`, the
   * toast uses a `<template data-type="…">` inside the element, or the default rendering.
   */
  declare renderToast: ((toast: Toast) => unknown) | undefined
  /** Replaces texts of the toasts. A text that is missing keeps its default. */
  declare messages: Partial<ToastMessages> | undefined
  /** Sets the colour scheme. `auto` follows the page's `color-scheme`. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined

  readonly #confirmed = new StoreController(this, () => this.inbox?.internals.$confirmed)
  readonly #toaster = lazy(
    () => import('./toaster.js'),
    ({ Toaster }) => new Toaster(this),
  )
  /** The first state of the inbox. Rows that arrive after it are celebrated. */
  #first: Confirmed | null | undefined
  readonly #watch = lazy(
    () => import('./celebration-watch.js'),
    ({ watchCelebrations }) => watchCelebrations(this, this.#first, this.#toaster.use),
  )
  /** Whether the code of toasts is loaded, or will be once the browser is idle. */
  #isPreparing = false

  /**
   * Shows a toast for a moment that the page describes itself, as if its notification had arrived.
   *
   * @throws {TypeError} if the moment has no type or no title.
   */
  celebrate(moment: Moment): void {
    const { type, title } = (moment as Partial<Moment> | undefined) ?? {}
    if (!type || !title) throw new TypeError('celebrate() needs a type and a title')
    this.#toaster.use((toaster) => toaster.celebrate(moment))
  }

  /**
   * Starts or ends focus mode for the whole page, for example during an exam or a video. No toast,
   * sound or announcement interrupts the member until focus mode ends. This sets `data-focus-mode`
   * on `<html>`; do not set the attribute yourself as well.
   *
   * @param reason - the reason, such as `exam`; `null` ends focus mode for all reasons
   * @returns a function that ends this request only: focus mode lasts while another request is in
   *   force
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

  /** The first toast does not wait for the next frame. */
  protected override async scheduleUpdate(): Promise<void> {
    // Rows that come before the next frame are arrivals.
    this.#first ??= this.#confirmed.value
    if (this.#toaster.loaded?.isFirst) this.performUpdate()
    else await super.scheduleUpdate()
  }

  protected override updated(): void {
    this.#first ??= this.#confirmed.value
    if (this.#first) void this.#watch.load()
    if (this.#isPreparing) return
    this.#isPreparing = true
    whenIdle(() => {
      // The first state says whether the platform has gamification. Without an inbox, the page may
      // have celebrations of its own.
      const isWanted = this.inbox ? this.#first?.features.gamification === true : true
      this.#isPreparing = isWanted && this.gamification !== 'off'
      if (this.#isPreparing) this.#toaster.use((toaster) => toaster.prepare())
    })
  }

  protected override render(): unknown {
    return this.#toaster.loaded?.render() ?? nothing
  }
}

/** Sets `data-focus-mode` to the reason of the newest request that is in force. */
function showFocusMode(): void {
  const { dataset } = document.documentElement
  const [reason] = [...asks].pop() ?? []
  if (typeof reason === 'string') dataset['focusMode'] = reason
  else delete dataset['focusMode']
}
