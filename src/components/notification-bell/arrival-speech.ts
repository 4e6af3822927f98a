import type { ReactiveController } from 'lit'
import { arrivalsSince } from '../../client/arrivals.js'
import { announce, prepareAnnouncer } from '../../internal/announcer.js'
import { FocusModeController } from '../../internal/focus-mode.js'
import { LocalizeController } from '../../internal/localize.js'
import { StoreController } from '../../internal/store-controller.js'
import type { MoreMessages } from '../../locales/more/messages.js'
import { describeType } from '../../protocol/catalogue.js'
import type { Row } from '../../protocol/notification.js'
import type { Confirmed, InboxState } from '../../store/state.js'
import { moreWords } from './more-words.js'
import type { NotificationBell } from './notification-bell.js'

/** Quiet for so long, a burst is over and can be told as one, in milliseconds. */
const QUIET_MS = 2_000
/** Whoever works is not told more often, in milliseconds. */
const EVERY_MS = 10_000

/**
 * Tells who does not look what arrives while a bell's panel is closed. A second call for a bell is a
 * mistake.
 */
export function speakArrivals(bell: NotificationBell): void {
  bell.addController(new ArrivalSpeech(bell))
  bell.requestUpdate()
}

class ArrivalSpeech implements ReactiveController {
  readonly #bell: NotificationBell
  readonly #focusMode: FocusModeController
  readonly #words: LocalizeController<MoreMessages>
  readonly #state: StoreController<InboxState>
  #seen: Confirmed | null = null
  #untold: readonly Row[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #toldAt = -Infinity

  constructor(bell: NotificationBell) {
    this.#bell = bell
    this.#focusMode = new FocusModeController(bell)
    this.#words = new LocalizeController(bell, moreWords, () => bell.messages)
    this.#state = new StoreController(bell, () => bell.inbox?.internals.store.$state)
    if (!bell.announcer) prepareAnnouncer()
  }

  hostUpdated(): void {
    const now = this.#state.value?.confirmed ?? null
    const rows = this.#seen && now ? arrivalsSince(this.#seen, now) : []
    this.#seen = now
    if (this.#isSilent) this.#forget()
    else if (rows.length > 0) this.#gather(rows.filter((row) => !isCelebrated(row)))
  }

  hostDisconnected(): void {
    this.#forget()
    this.#seen = null
  }

  /** An open panel shows what is new by itself, and speaks of it. */
  get #isSilent(): boolean {
    const { announcer, open } = this.#bell
    return announcer === 'none' || open || this.#focusMode.isOn || document.hidden
  }

  #gather(rows: readonly Row[]): void {
    this.#untold = [...this.#untold, ...rows]
    if (this.#untold.length === 0) return
    clearTimeout(this.#timer)
    const restMs = this.#toldAt + EVERY_MS - performance.now()
    this.#timer = setTimeout(() => this.#tell(), Math.max(QUIET_MS, restMs))
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.#untold = []
  }

  #tell(): void {
    const text = this.#isSilent ? '' : textOf(this.#untold, this.#words.messages)
    this.#forget()
    if (!text) return
    this.#toldAt = performance.now()
    const { announcer } = this.#bell
    announce('arrivals', text, () => text, announcer === 'none' ? undefined : announcer)
  }
}

/** Whether a toast of this page tells of it. */
const isCelebrated = ({ content }: Row): boolean =>
  !!content &&
  !!(content.toast ?? describeType(content.type).toast) &&
  document.querySelector('gamification-toasts') !== null

/** One by its title, several by their number, and by the course that most of them are of. */
function textOf(rows: readonly Row[], messages: MoreMessages): string {
  const latest = [...new Map(rows.map((row) => [row.id, row])).values()]
  const [only] = latest
  if (!only) return ''
  if (latest.length === 1) return messages.arrivedOne(only.content?.title ?? '')
  const counts = new Map<string, number>()
  for (const { content } of latest) {
    const course = content?.data?.['courseTitle']
    if (typeof course === 'string') counts.set(course, (counts.get(course) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  const arrived = messages.arrived(latest.length)
  return most ? messages.arrivedFrom(arrived, most[1], most[0]) : arrived
}
