import { html, type TemplateResult } from 'lit'
import type { Query } from '../../client/requests/api.js'
import type { Messages } from '../../locales/messages.js'
import { categories, type Category } from '../../protocol/catalogue.js'
import type { Counts } from '../../protocol/notification.js'
import type { InboxNotification } from '../../store/listing.js'

/** The filter of the list: all notifications, unread ones, or one category. */
export type Filter = 'all' | 'unread' | Category

/**
 * Returns the category that a notification is listed under. A category of the platform's own is
 * listed under `system`.
 */
export const groupOf = (category: string): Category =>
  categories.find((name) => name === category) ?? 'system'

/** Whether a notification passes a filter. */
export const matches = ({ isUnread, category }: InboxNotification, filter: Filter): boolean =>
  filter === 'all' || (filter === 'unread' ? isUnread : groupOf(category) === filter)

/**
 * The options that limit an action on the whole list to the filter's category; empty for filters
 * that are no category.
 */
export const categoryOptionsOf = (filter: Filter): { category?: string } =>
  filter === 'all' || filter === 'unread' ? {} : { category: filter }

/**
 * The server query for a filter. `system` has none, as it groups several categories; the server is
 * then asked for everything.
 */
export function queryOf(filter: Filter): Query {
  if (filter === 'unread') return { filter }
  return filter === 'all' || filter === 'system' ? {} : { category: filter }
}

/** The number of unread notifications that pass a filter. */
export function countOf({ unread, unreadByCategory }: Counts, filter: Filter): number {
  if (filter === 'all' || filter === 'unread') return unread
  return Object.entries(unreadByCategory)
    .filter(([category]) => groupOf(category) === filter)
    .reduce((sum, [, count]) => sum + count, 0)
}

/** The options for rendering the filter bar. */
export interface FilterBar {
  readonly filter: Filter
  readonly counts: Counts
  /**
   * Whether the platform has the gamification addon. Without it the filter `gamification` is not
   * offered.
   */
  readonly hasGamification: boolean
  readonly onChoose: (filter: Filter) => void
}

const order: readonly Filter[] = ['all', 'unread', ...categories]

/** Renders the row of filter buttons, each with its number of unread notifications. */
export const renderFilters = (bar: FilterBar, messages: Messages): TemplateResult => html`
  <div class="filters" part="filters" role="group" aria-label=${messages.show}>
    ${order
      .filter((filter) => filter !== 'gamification' || bar.hasGamification)
      .map((filter) => renderFilter(filter, bar, messages))}
  </div>
`

function renderFilter(filter: Filter, bar: FilterBar, messages: Messages): TemplateResult {
  // All unread ones are counted beside it.
  const count = filter === 'all' ? 0 : countOf(bar.counts, filter)
  const name = messages[filter]
  const number = html`<span class="count" part="count" translate="no"
    >${count > 99 ? '99+' : count}</span
  >`
  return html`<button
    class="filter"
    part="filter"
    type="button"
    aria-pressed=${filter === bar.filter}
    @click=${({ currentTarget }: Event) => {
      // Scroll to the neighbours of the filter as well: a mouse cannot reach filters beyond the
      // edge otherwise.
      ;(currentTarget as Element).scrollIntoView?.({ block: 'nearest', inline: 'center' })
      bar.onChoose(filter)
    }}
  >
    ${
      count === 0
        ? name
        : html`<span aria-hidden="true">${name} ${number}</span
            ><span class="visually-hidden">${messages.filterCount(name, count)}</span>`
    }
  </button>`
}
