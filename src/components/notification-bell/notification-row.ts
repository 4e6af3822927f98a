import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../internal/icons.js'
import { nextChangeMs, relativeTime, type RelativeTime } from '../../internal/relative-time.js'
import type { Messages } from '../../locales/messages.js'
import { describeType } from '../../protocol/catalogue.js'
import { safeLink } from '../../protocol/links.js'
import type { InboxNotification } from '../../store/listing.js'

/** What a row is drawn with, besides what it says. */
export interface RowContext {
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number
  readonly locale: string
  /** The language of what the platform wrote, where it is not that of our words. */
  readonly lang: string | undefined
  readonly messages: Messages
  /** Hears of clicks with any button; the row's id is in `data-id`. */
  readonly onClick: (event: MouseEvent) => void
}

const coloured: readonly string[] = ['learning', 'interaction', 'gamification']

/** One notification of the list. What people wrote is text, in a direction of its own. */
export function renderRow(notification: InboxNotification, context: RowContext): TemplateResult {
  const { id, category, type, isUnread } = notification
  const tint = coloured.includes(category) ? category : 'system'
  return html`<div role="listitem" class="row ${isUnread ? 'unread' : ''}" part="row" data-id=${id}>
    <span class="tile ${tint}" part="icon"
      >${icon(notification.icon ?? describeType(type).icon)}</span
    >
    ${renderLink(notification, context)}
    <span class="side">
      ${renderTime(notification, context)}
      ${isUnread ? html`<span class="dot" part="unread-mark"></span>` : nothing}
    </span>
  </div>`
}

function renderLink(
  notification: InboxNotification,
  { messages, lang, onClick }: RowContext,
): TemplateResult {
  const href = safeLink(notification.actionUrl)
  const text = html`
    ${notification.isUnread ? html`<span class="visually-hidden">${messages.unread}: </span>` : nothing}
    <span class="title" part="title"><bdi lang=${lang ?? nothing}>${notification.title}</bdi></span>
    ${
      notification.message
        ? html`<span class="message" part="message"
            ><bdi lang=${lang ?? nothing}>${notification.message}</bdi></span
          >`
        : nothing
    }
  `
  return href === null
    ? html`<button class="link" part="link" type="button" @click=${onClick}>${text}</button>`
    : html`<a
        class="link"
        part="link"
        href=${href}
        rel="noopener"
        @click=${onClick}
        @auxclick=${onClick}
        >${text}</a
      >`
}

function renderTime(notification: InboxNotification, context: RowContext): TemplateResult {
  const { short, long, full } = timeOf(notification, context)
  return html`<time class="time" part="time" datetime=${notification.createdAt} title=${full}
    ><span aria-hidden="true">${short}</span><span class="visually-hidden">${long}</span></time
  >`
}

interface ShownTime extends RelativeTime {
  /** Day and time in full. */
  readonly full: string
  readonly locale: string
  readonly untilMs: number
}

// Making words of a moment costs more than all the rest of a row, and most rows are drawn many times
// before the words change.
const shownTimes = new WeakMap<InboxNotification, ShownTime>()

function timeOf(notification: InboxNotification, { now, locale }: RowContext): ShownTime {
  const held = shownTimes.get(notification)
  if (held && held.locale === locale && now < held.untilMs) return held
  const atMs = Date.parse(notification.createdAt)
  const shown = {
    ...relativeTime(atMs, now, locale),
    full: new Date(atMs).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' }),
    locale,
    untilMs: now + nextChangeMs(atMs, now),
  }
  shownTimes.set(notification, shown)
  return shown
}
