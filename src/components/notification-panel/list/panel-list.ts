import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { calendarAt, dayOf, type Day } from '../../../internal/day.js'
import type { Messages } from '../../../locales/messages.js'
import type { InboxNotification } from '../../../store/listing.js'
import { renderRow, timeOf, type RowContext } from '../row/notification-row.js'

interface Group {
  readonly day: Day
  readonly rows: InboxNotification[]
}

/** Renders the list, grouped below day headings. */
export const renderList = (
  rows: readonly InboxNotification[],
  context: RowContext,
): TemplateResult => html`
  <div class="list" part="list">
    ${repeat(
      groupByDay(rows, context),
      ({ day }) => day,
      (group) => renderGroup(group, context),
    )}
  </div>
`

function renderGroup({ day, rows }: Group, context: RowContext): TemplateResult {
  const { messages, lang, level } = context
  return html`<section class="group" part="group">
    <h3 class="day" part="day" id="day-${day}" aria-level=${level ? level + 1 : nothing}>
      ${messages[day]}
    </h3>
    <div role="list" aria-labelledby="day-${day}">
      ${repeat(
        rows,
        ({ id }) => id,
        // A row is rendered again only if its notification, its texts or its time changed.
        (row) => guard([row, messages, lang, timeOf(row, context)], () => renderRow(row, context)),
      )}
    </div>
  </section>`
}

function groupByDay(rows: readonly InboxNotification[], { now, locale }: RowContext): Group[] {
  const calendar = calendarAt(now, locale)
  const groups: Group[] = []
  for (const row of rows) {
    const day = dayOf(Date.parse(row.createdAt), calendar)
    const last = groups.at(-1)
    if (last?.day === day) last.rows.push(row)
    else groups.push({ day, rows: [row] })
  }
  return groups
}

/** The state of the "Load older" button below the list. */
export interface Older {
  readonly isLoading: boolean
  readonly hasFailed: boolean
  readonly onLoad: () => void
}

/** Renders the "Load older" button, and a line above it if loading failed. */
export const renderOlder = (
  { isLoading, hasFailed, onLoad }: Older,
  messages: Messages,
): TemplateResult => html`
  <div class="older">
    ${
      hasFailed
        ? html`<p class="older-failed" data-say="older">${messages.loadOlderFailed}</p>`
        : nothing
    }
    <button
      class="text-button"
      part="load-older"
      type="button"
      aria-disabled=${isLoading}
      @click=${onLoad}
    >
      ${isLoading ? messages.loadingOlder : hasFailed ? messages.tryAgain : messages.loadOlder}
    </button>
  </div>
`
