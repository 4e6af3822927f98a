import { html, nothing, type TemplateResult } from 'lit'
import {
  fullTime,
  nextChangeMs,
  relativeTime,
  type RelativeTime,
} from '../../../internal/relative-time.js'
import type { Messages } from '../../../locales/messages.js'
import { isolateSentence } from '../../../protocol/isolate.js'
import { safeLink } from '../../../protocol/links.js'
import type { InboxNotification } from '../../../store/listing.js'
import { renderCustomRow, type RowHost } from './custom-row.js'
import { renderTile } from './row-tile.js'

/** The options for rendering a row, apart from its notification. */
export interface RowContext {
  /** The current time by the server's clock, in milliseconds since the epoch. */
  readonly now: number
  readonly locale: string
  /**
   * The language of the platform's texts, if it differs from the language of the panel's own texts.
   */
  readonly lang: string | undefined
  readonly messages: Messages
  /** The level of the heading above the list. Default: 2. */
  readonly level?: number | undefined
  /** The element that shows the row. It may render the inside of the row. */
  readonly host: RowHost
  /**
   * Called for clicks with any mouse button. The clicked element names the action in `data-act`
   * (`open`, `action`, `toggle-read`, `remove` or `fewer`).
   */
  readonly onAct: (event: MouseEvent, notification: InboxNotification) => void
  /** Called when the picture of a person could not be loaded, so that the row shows initials. */
  readonly onPictureFailed: () => void
}

/** The place of a row in a list of which only a part is rendered. */
export interface RowPosition {
  /** Its number, from 1. */
  readonly place: number
  /** The number of rows of the list; -1 if it is not known. */
  readonly size: number
}

type ClickHandler = (event: MouseEvent) => void

/**
 * Renders one row of the list. Title, message and labels are rendered as text, each isolated in its
 * own text direction.
 */
export function renderRow(
  notification: InboxNotification,
  context: RowContext,
  position?: RowPosition,
): TemplateResult {
  const { id, isUnread } = notification
  const handleClick: ClickHandler = (event) => context.onAct(event, notification)
  return html`<div
    role="listitem"
    class="row ${isUnread ? 'unread' : ''}"
    part="row"
    data-id=${id}
    aria-posinset=${position?.place ?? nothing}
    aria-setsize=${position?.size ?? nothing}
  >
    ${renderTile(notification, context.onPictureFailed)}
    ${renderLink(notification, context, handleClick)} ${renderTime(notification, context)}
    ${renderActions(notification, context, handleClick)}
    <button
      class="row-more"
      part="row-more"
      type="button"
      tabindex="-1"
      aria-label="${context.messages.moreActions}: ${isolateSentence(notification.title)}"
    ></button>
  </div>`
}

function renderLink(
  notification: InboxNotification,
  { messages, lang, host }: RowContext,
  onClick: ClickHandler,
): TemplateResult {
  const href = safeLink(notification.actionUrl)
  const text = html`
    ${
      notification.isUnread
        ? html`<span class="dot" part="unread-mark">${messages.isUnread}: </span>`
        : nothing
    }
    ${renderCustomRow(host, notification) ?? renderWords(notification, lang)}
  `
  return href === null
    ? html`<button class="link" part="link" type="button" data-act="open" @click=${onClick}>
        ${text}
      </button>`
    : html`<a
        class="link"
        part="link"
        href=${href}
        rel="noopener"
        data-act="open"
        @click=${onClick}
        @auxclick=${onClick}
        >${text}</a
      >`
}

const renderWords = (
  { title, message }: InboxNotification,
  lang: string | undefined,
): TemplateResult => html`
  <bdi class="title" part="title" lang=${lang ?? nothing}>${title}</bdi>
  ${message ? html`<bdi class="message" part="message" lang=${lang ?? nothing}>${message}</bdi>` : nothing}
`

function renderActions(
  { secondaryActions = [] }: InboxNotification,
  { lang }: RowContext,
  onClick: ClickHandler,
): TemplateResult | typeof nothing {
  const links = secondaryActions.flatMap(({ id, label, url }) => {
    const href = safeLink(url)
    return href === null ? [] : [{ id, label, href }]
  })
  if (links.length === 0) return nothing
  return html`<div class="actions">
    ${links.map(
      ({ id, label, href }) =>
        html`<a
          class="button-outline"
          part="action"
          href=${href}
          rel="noopener"
          data-act="action"
          data-action=${id}
          @click=${onClick}
          @auxclick=${onClick}
          ><bdi lang=${lang ?? nothing}>${label}</bdi></a
        >`,
    )}
  </div>`
}

function renderTime(notification: InboxNotification, context: RowContext): TemplateResult {
  const { short, long, full } = timeOf(notification, context)
  return html`<time
    class="time"
    part="time"
    translate="no"
    datetime=${notification.createdAt}
    title=${full}
    ><span aria-hidden="true">${short}</span><span class="visually-hidden">${long}</span></time
  >`
}

interface ShownTime extends RelativeTime {
  /** Date and time in full. */
  readonly full: string
  readonly locale: string
  readonly untilMs: number
}

// Formatting a time costs more than the rest of a row, and most rows are rendered many times before
// the text changes.
const shownTimes = new WeakMap<InboxNotification, ShownTime>()

/**
 * Returns the age of a notification in words. It returns the same object until the words change.
 */
export function timeOf(
  notification: InboxNotification,
  { now, locale }: Pick<RowContext, 'now' | 'locale'>,
): ShownTime {
  const held = shownTimes.get(notification)
  if (held && held.locale === locale && now < held.untilMs) return held
  const atMs = Date.parse(notification.createdAt)
  const shown = {
    ...relativeTime(atMs, now, locale),
    full: fullTime(atMs, locale),
    locale,
    untilMs: now + nextChangeMs(atMs, now),
  }
  shownTimes.set(notification, shown)
  return shown
}
