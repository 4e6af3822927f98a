import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../../internal/icons.js'
import { nextChangeMs, relativeTime, type RelativeTime } from '../../../internal/relative-time.js'
import type { Messages } from '../../../locales/messages.js'
import { describeType } from '../../../protocol/catalogue.js'
import { isolateSentence } from '../../../protocol/isolate.js'
import { safeLink } from '../../../protocol/links.js'
import type { InboxNotification } from '../../../store/listing.js'
import { renderCustomRow, type RowHost } from './custom-row.js'
import { groupOf } from '../filters.js'

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
}

type ClickHandler = (event: MouseEvent) => void

/**
 * Renders one row of the list. Title, message and labels are rendered as text, each isolated in its
 * own text direction.
 */
export function renderRow(notification: InboxNotification, context: RowContext): TemplateResult {
  const { id, category, type, isUnread } = notification
  const handleClick: ClickHandler = (event) => context.onAct(event, notification)
  return html`<div role="listitem" class="row ${isUnread ? 'unread' : ''}" part="row" data-id=${id}>
    <span class="tile ${groupOf(category)}" part="icon"
      >${icon(notification.icon ?? describeType(type).icon)}</span
    >
    <div class="text">
      ${renderLink(notification, context, handleClick)}
      ${renderActions(notification, context, handleClick)}
    </div>
    <div class="side">
      <span class="meta">
        ${renderTime(notification, context)}
        ${isUnread ? html`<span class="dot" part="unread-mark"></span>` : nothing}
      </span>
      ${renderTools(notification, context, handleClick)}
    </div>
  </div>`
}

function renderLink(
  notification: InboxNotification,
  { messages, lang, host }: RowContext,
  onClick: ClickHandler,
): TemplateResult {
  const href = safeLink(notification.actionUrl)
  const text = html`
    ${notification.isUnread ? html`<span class="visually-hidden">${messages.isUnread}: </span>` : nothing}
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
  <span class="title" part="title"><bdi lang=${lang ?? nothing}>${title}</bdi></span>
  ${
    message
      ? html`<span class="message" part="message"
          ><bdi lang=${lang ?? nothing}>${message}</bdi></span
        >`
      : nothing
  }
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

/** Renders the buttons that act on the notification without opening its link. */
function renderTools(
  { isUnread, title }: InboxNotification,
  { messages }: RowContext,
  onClick: ClickHandler,
): TemplateResult {
  const tool = (act: string, name: string, art: string): TemplateResult =>
    html`<button
      class="icon-button tool"
      part=${act}
      type="button"
      tabindex="-1"
      data-act=${act}
      title=${name}
      aria-label="${name}: ${isolateSentence(title)}"
      @click=${onClick}
    >
      ${icon(art)}
    </button>`
  return html`<span class="tools">
    ${
      isUnread
        ? tool('toggle-read', messages.markAsRead, 'check')
        : tool('toggle-read', messages.markAsUnread, 'dot')
    }
    ${tool('remove', messages.remove, 'cross')} ${tool('fewer', messages.fewer, 'mute')}
  </span>`
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
    full: new Date(atMs).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' }),
    locale,
    untilMs: now + nextChangeMs(atMs, now),
  }
  shownTimes.set(notification, shown)
  return shown
}
