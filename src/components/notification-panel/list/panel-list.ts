import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { beginningsOf, calendarAt, type Day } from '../../../internal/day.js'
import type { Messages } from '../../../locales/messages.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { RowHost } from '../row/custom-row.js'
import { renderRow, timeOf, type RowContext } from '../row/notification-row.js'
import { pictureOf } from '../row/row-tile.js'
import { divideIntoPages, type ListPage } from './list-pages.js'

/** A list with more rows is rendered only near the part that is in sight. */
const LONG_LIST = 300

/** The options for rendering a list, apart from its rows. */
export interface ListContext extends RowContext {
  /** The pages far from the part of the list that is in sight, by their `data-page`. */
  readonly farPages: ReadonlySet<string>
  /** Whether the server has further rows. */
  readonly hasOlder: boolean
}

interface Group {
  readonly day: Day
  readonly rows: readonly InboxNotification[]
}

/** The pages of each day as they were rendered last, by the element that shows the list. */
const renderedPages = new WeakMap<RowHost, Map<Day, readonly ListPage[]>>()

/** Renders the list, grouped below day headings. */
export function renderList(
  rows: readonly InboxNotification[],
  context: ListContext,
): TemplateResult {
  const groups = groupByDay(rows, context)
  const isLong = rows.length > LONG_LIST
  // Older rows that the server has belong to the last day.
  const sizeOf = (group: Group): number =>
    group === groups.at(-1) && context.hasOlder ? -1 : group.rows.length
  return html`
    <div class="list" part="list">
      ${repeat(
        groups,
        ({ day }) => day,
        (group) => renderGroup(group, isLong ? sizeOf(group) : undefined, context),
      )}
    </div>
  `
}

/**
 * Renders a day.
 *
 * @param size - the number of rows of the day in a long list, -1 if it is not known; `undefined` in a
 *   list that is rendered whole
 */
function renderGroup(group: Group, size: number | undefined, context: ListContext): TemplateResult {
  const { day } = group
  const { messages, level } = context
  return html`<section class="group" part="group">
    <h3 class="day" part="day" id="day-${day}" aria-level=${level ? level + 1 : nothing}>
      ${messages[day]}
    </h3>
    <div role="list" aria-labelledby="day-${day}">
      ${repeat(pagesOf(group, context), keyOf, (page) => {
        const key = `${day} ${keyOf(page)}`
        const place = size === undefined ? undefined : { above: page.above, size }
        return html`<div class="list-page" data-page=${place ? key : nothing}>
          ${place && context.farPages.has(key) ? nothing : renderPage(page.rows, place, context)}
        </div>`
      })}
    </div>
  </section>`
}

const keyOf = ({ begin }: ListPage): string => begin?.id ?? ''

function pagesOf({ day, rows }: Group, { host }: ListContext): readonly ListPage[] {
  const days = renderedPages.get(host) ?? new Map<Day, readonly ListPage[]>()
  const pages = divideIntoPages(rows, days.get(day) ?? [])
  renderedPages.set(host, days.set(day, pages))
  return pages
}

function renderPage(
  rows: readonly InboxNotification[],
  place: { readonly above: number; readonly size: number } | undefined,
  context: ListContext,
): unknown {
  const { messages, lang } = context
  return repeat(
    rows,
    ({ id }) => id,
    (row, index) => {
      // Screen readers count the rows that are not rendered too.
      const position = place && { place: place.above + index + 1, size: place.size }
      // A row is rendered again only if something that it shows has changed.
      const shown = [row, messages, lang, timeOf(row, context), pictureOf(row)]
      return guard([...shown, position?.place, position?.size], () =>
        renderRow(row, context, position),
      )
    },
  )
}

function groupByDay(rows: readonly InboxNotification[], { now, locale }: RowContext): Group[] {
  const groups: Group[] = []
  let start = 0
  for (const [day, beginMs] of beginningsOf(calendarAt(now, locale))) {
    const begin = new Date(beginMs).toISOString()
    const end = beginMs === 0 ? rows.length : firstBefore(begin, rows, start)
    if (end > start) groups.push({ day, rows: rows.slice(start, end) })
    start = end
  }
  return groups
}

/** Returns the place of the first row from before a moment; the rows are sorted, newest first. */
function firstBefore(moment: string, rows: readonly InboxNotification[], from: number): number {
  let [low, high] = [from, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.createdAt ?? '') >= moment) low = middle + 1
    else high = middle
  }
  return low
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
