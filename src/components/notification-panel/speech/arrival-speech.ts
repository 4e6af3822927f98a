import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { createArrivals } from '../../../client/arrivals.js'
import type { Inbox } from '../../../client/create-inbox.js'
import {
  announce,
  prepareAnnouncer,
  clearAnnouncements,
  type AnnouncerOption,
} from '../../../internal/announcer.js'
import { FocusModeController } from '../../../internal/focus-mode.js'
import { LocalizeController } from '../../../internal/localize.js'
import { StoreController } from '../../../internal/store-controller.js'
import { onUncelebrated } from '../../../internal/uncelebrated.js'
import type { MoreMessages } from '../../../locales/more/messages.js'
import { isolate, isolateSentence } from '../../../protocol/isolate.js'
import type { Row } from '../../../protocol/notification.js'
import type { Confirmed } from '../../../store/state.js'
import type { GamificationToasts } from '../../gamification-toasts/gamification-toasts.js'
import { toastStyleOf } from '../../../internal/toast-style.js'
import { moreWords } from '../more-words.js'
import type { OwnWords } from '../panel-words.js'

/** The pause after which a burst of arrivals is announced as one, in milliseconds. */
const QUIET_MS = 2_000
/** The least time between two announcements of arrivals, in milliseconds. */
const EVERY_MS = 10_000

// The time of the last announcement, for each inbox: several bells of one inbox share the limit.
const toldAt = new WeakMap<Inbox, number>()

/** An element that announces the arrivals of its inbox: the bell or the inbox. */
export interface SpeechHost extends HTMLElement, ReactiveControllerHost {
  readonly inbox: Inbox | undefined
  readonly messages: OwnWords | undefined
  readonly announcer: AnnouncerOption
}

/**
 * Announces new notifications to screen readers. Several elements of one inbox announce the same
 * text, which the announcer speaks once.
 */
export class ArrivalSpeech implements ReactiveController {
  readonly #host: SpeechHost
  readonly #focusMode: FocusModeController
  readonly #words: LocalizeController<MoreMessages>
  readonly #confirmed: StoreController<Confirmed | null>
  readonly #arrivals = createArrivals()
  #untold: readonly Row[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The inbox whose arrivals are announced, by the name that the server gives it. */
  #name: string | undefined
  #since = 0
  #stop = (): void => {}

  constructor(host: SpeechHost) {
    this.#host = host
    this.#focusMode = new FocusModeController(host)
    this.#words = new LocalizeController(host, moreWords, () => host.messages)
    this.#confirmed = new StoreController(host, () => host.inbox?.internals.$confirmed)
    if (!host.announcer) prepareAnnouncer()
    host.addController(this)
    host.requestUpdate()
  }

  hostConnected(): void {
    this.#stop = onUncelebrated((inbox, rows) => {
      if (inbox === this.#host.inbox && !this.#isSilent) this.#gather(rows.filter(isCelebration))
    })
  }

  hostUpdated(): void {
    const confirmed = this.#confirmed.value
    if (this.#name !== undefined && this.#name !== confirmed?.inbox) {
      this.#forget()
      clearAnnouncements()
    }
    this.#name = confirmed?.inbox
    const rows = this.#arrivals(confirmed)
    if (this.#isSilent) this.#forget()
    else if (rows.length > 0)
      this.#gather(hasToasts(this.#host) ? rows.filter((row) => !isCelebration(row)) : rows)
  }

  hostDisconnected(): void {
    this.#stop()
    this.#forget()
    this.#arrivals()
  }

  get #isSilent(): boolean {
    return this.#focusMode.isOn || document.hidden
  }

  #gather(rows: readonly Row[]): void {
    const now = performance.now()
    if (this.#untold.length === 0) this.#since = now
    this.#untold = [...this.#untold, ...rows]
    if (this.#untold.length === 0) return
    clearTimeout(this.#timer)
    // A burst without a pause is announced after `EVERY_MS` all the same.
    const quietMs = Math.min(QUIET_MS, this.#since + EVERY_MS - now)
    const { inbox } = this.#host
    const restMs = ((inbox && toldAt.get(inbox)) ?? -Infinity) + EVERY_MS - now
    this.#timer = setTimeout(() => this.#tell(), Math.max(quietMs, restMs))
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.#untold = []
  }

  #tell(): void {
    const text = this.#isSilent ? '' : textOf(this.#untold, this.#words.messages)
    this.#forget()
    const { inbox, announcer } = this.#host
    if (!text || !inbox) return
    toldAt.set(inbox, performance.now())
    announce('arrivals', text, () => text, announcer)
  }
}

/** Whether a toast can show the row's notification. */
const isCelebration = ({ content }: Row): boolean =>
  content !== null && toastStyleOf(content) !== undefined

/**
 * Whether the page has a toasts element for the inbox of `host`. That element announces
 * celebrations, and reports those that it does not show.
 */
function hasToasts(host: SpeechHost): boolean {
  const found: GamificationToasts[] = []
  // `querySelectorAll` does not reach into shadow roots, so search the root of each ancestor.
  for (let at: Element | undefined = host; at;) {
    const root = at.getRootNode() as ParentNode & Node & Partial<Pick<ShadowRoot, 'host'>>
    found.push(...root.querySelectorAll<GamificationToasts>('gamification-toasts'))
    at = root.host
  }
  return found.some(({ inbox, gamification }) => inbox === host.inbox && gamification !== 'off')
}

/**
 * Returns the text of an announcement. One notification is announced by its title, several by their
 * number and the course that most of them belong to.
 */
function textOf(rows: readonly Row[], messages: MoreMessages): string {
  const latest = [...new Map(rows.map((row) => [row.id, row])).values()]
  const [only] = latest
  if (!only) return ''
  if (latest.length === 1) return messages.arrivedOne(isolateSentence(only.content?.title ?? ''))
  const counts = new Map<string, number>()
  for (const { content } of latest) {
    const course = content?.data?.['courseTitle']
    if (typeof course === 'string') counts.set(course, (counts.get(course) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  const arrived = messages.arrived(latest.length)
  return most ? messages.arrivedFrom(arrived, most[1], isolate(most[0])) : arrived
}
