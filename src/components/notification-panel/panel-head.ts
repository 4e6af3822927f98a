import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../internal/icons.js'
import type { Messages } from '../../locales/messages.js'
import { categoryOptionsOf, type Filter } from './filters.js'

/** The options for rendering the head of the panel. */
export interface PanelHead {
  readonly level: number | undefined
  /** Whether the panel is in a popover that can be closed. */
  readonly canClose: boolean
  /** The filter of the list. "Clear all" clears its category alone. */
  readonly filter: Filter
  /** Whether there is a list to act on. */
  readonly isListed: boolean
  /**
   * Whether the search is open. Actions on the whole list are not offered while only a part is
   * shown.
   */
  readonly isSearching: boolean
  readonly hasUnread: boolean
  readonly hasRead: boolean
  readonly onMarkAll: () => void
  readonly onClearRead: () => void
  readonly onClearAll: () => void
  readonly onHelp: () => void
  readonly onSearch: () => void
}

/**
 * Renders the head: the heading, the actions on the whole list, and the close button for a panel
 * that fills the screen.
 */
export const renderHead = (head: PanelHead, messages: Messages): TemplateResult => html`
  <div class="head">
    <h2
      id="heading"
      class="heading"
      part="heading"
      tabindex="-1"
      aria-level=${head.level ?? nothing}
    >
      ${messages.notifications}
    </h2>
    <slot name="header"></slot>
    ${
      head.isListed && !head.isSearching
        ? html`<button
            class="text-button"
            part="mark-all"
            type="button"
            title=${messages.markAllAsRead}
            aria-disabled=${!head.hasUnread}
            @click=${head.hasUnread ? head.onMarkAll : nothing}
          >
            ${icon('checks')}<span>${messages.markAllAsRead}</span>
          </button>`
        : nothing
    }
    ${
      head.isListed || head.isSearching
        ? html`<button
            class="icon-button"
            part="search-toggle"
            type="button"
            aria-label=${messages.search}
            aria-expanded=${head.isSearching}
            @click=${head.onSearch}
          >
            ${icon('search')}
          </button>`
        : nothing
    }
    ${head.isListed && !head.isSearching ? renderMenu(head, messages) : nothing}
    ${head.canClose ? renderClose(messages) : nothing}
  </div>
`

const renderClose = (messages: Messages): TemplateResult => html`
  <button
    class="icon-button close"
    part="close"
    type="button"
    popovertarget="panel"
    popovertargetaction="hide"
    aria-label=${messages.close}
  >
    ${icon('cross')}
  </button>
`

const renderMenu = (head: PanelHead, messages: Messages): TemplateResult => html`
  <button
    class="icon-button"
    part="more"
    type="button"
    popovertarget="menu"
    aria-label=${messages.moreActions}
  >
    ${icon('more')}
  </button>
  <div id="menu" class="menu" part="menu" popover="auto">
    <button
      class="menu-item"
      part="clear-history"
      type="button"
      aria-disabled=${!head.hasRead}
      @click=${head.hasRead ? head.onClearRead : nothing}
    >
      ${icon('history')}<span>${messages.clearHistory}</span>
      <span class="menu-hint">${messages.clearHistoryHint}</span>
    </button>
    <button class="menu-item" part="clear-all" type="button" @click=${head.onClearAll}>
      ${icon('trash')}<span>${messages.clearAll}</span>
      <span class="menu-hint">${clearAllHint(head.filter, messages)}</span>
    </button>
    <hr class="divider" />
    <slot name="menu"></slot>
    <button
      class="menu-item keyboard"
      part="shortcuts"
      type="button"
      popovertarget="menu"
      popovertargetaction="hide"
      @click=${head.onHelp}
    >
      ${icon('keyboard')}<span>${messages.shortcuts}</span>
    </button>
  </div>
`

/** What "Clear all" clears: everything, or the chosen category. */
const clearAllHint = (filter: Filter, messages: Messages): string =>
  categoryOptionsOf(filter).category === undefined ? messages.clearAllHint : messages[filter]
