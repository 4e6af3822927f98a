import { html, type TemplateResult } from 'lit'
import type { Query } from '../../client/requests/api.js'
import type { Messages } from '../../locales/messages.js'
import type { Category } from '../../protocol/catalogue.js'
import type { Counts } from '../../protocol/notification.js'
import type { InboxNotification } from '../../store/listing.js'

/** What of the list is shown. */
export type Filter = 'all' | 'unread' | Category

const named: readonly Category[] = ['learning', 'interaction', 'gamification']

/** The group that a category is shown under: one that a host made up stands under "System". */
export const groupOf = (category: string): Category =>
  named.find((name) => name === category) ?? 'system'

/** Whether a notification is shown through a filter. */
export const matches = ({ isUnread, category }: InboxNotification, filter: Filter): boolean =>
  filter === 'all' || (filter === 'unread' ? isUnread : groupOf(category) === filter)

/** The category that an action on everything shown is about, where there is one. */
export const categoryOf = (filter: Filter): { category?: string } =>
  filter === 'all' || filter === 'unread' ? {} : { category: filter }

/** What of a filter the server can be asked for; a group of several categories it cannot. */
export function queryOf(filter: Filter): Query {
  if (filter === 'unread') return { filter }
  return filter === 'all' || filter === 'system' ? {} : { category: filter }
}

/** How many are unread behind a filter. */
export function countOf({ unread, unreadByCategory }: Counts, filter: Filter): number {
  if (filter === 'all' || filter === 'unread') return unread
  return Object.entries(unreadByCategory)
    .filter(([category]) => groupOf(category) === filter)
    .reduce((sum, [, count]) => sum + count, 0)
}

/** What the filters are drawn with. */
export interface FilterBar {
  readonly filter: Filter
  readonly counts: Counts
  /** Whether the platform has the addon: without it there is nothing to choose. */
  readonly hasGamification: boolean
  readonly onChoose: (filter: Filter) => void
}

const order: readonly Filter[] = ['all', 'unread', ...named, 'system']

/** The row of filters, each with what is unread behind it. */
export const renderFilters = (bar: FilterBar, messages: Messages): TemplateResult => html`
  <div class="filters" part="filters" role="group" aria-label=${messages.show}>
    ${order
      .filter((filter) => filter !== 'gamification' || bar.hasGamification)
      .map((filter) => renderFilter(filter, bar, messages))}
  </div>
`

function renderFilter(filter: Filter, bar: FilterBar, messages: Messages): TemplateResult {
  const count = countOf(bar.counts, filter)
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
      // Its neighbours come into view with it: a mouse has no other way to those at the edge.
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
