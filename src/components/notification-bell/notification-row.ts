import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../internal/icons.js'
import { relativeTime } from '../../internal/relative-time.js'
import type { Messages } from '../../locales/messages.js'
import { describeType } from '../../protocol/catalogue.js'
import { safeLink } from '../../protocol/links.js'
import type { InboxNotification } from '../../store/listing.js'

/** What a row is drawn with, besides what it says. */
export interface RowContext {
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number
  readonly locale: string
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
      ${renderTime(notification.createdAt, context)}
      ${isUnread ? html`<span class="dot" part="unread-mark"></span>` : nothing}
    </span>
  </div>`
}

function renderLink(
  notification: InboxNotification,
  { messages, onClick }: RowContext,
): TemplateResult {
  const href = safeLink(notification.actionUrl)
  const text = html`
    ${notification.isUnread ? html`<span class="visually-hidden">${messages.unread}: </span>` : nothing}
    <span class="title" part="title"><bdi>${notification.title}</bdi></span>
    ${
      notification.message
        ? html`<span class="message" part="message"><bdi>${notification.message}</bdi></span>`
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

function renderTime(createdAt: string, { now, locale }: RowContext): TemplateResult {
  const { short, long } = relativeTime(Date.parse(createdAt), now, locale)
  const full = new Date(createdAt).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' })
  return html`<time class="time" part="time" datetime=${createdAt} title=${full}
    ><span aria-hidden="true">${short}</span><span class="visually-hidden">${long}</span></time
  >`
}
