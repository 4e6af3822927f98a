import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../../internal/icons.js'
import type { Messages } from '../../../locales/messages.js'

/** The button that shows the notifications that arrived while the member was reading the list. */
export const renderNewNotifications = (
  count: number,
  messages: Messages,
  onShow: () => void,
): TemplateResult => html`
  <div class="new-region">
    ${
      count > 0
        ? html`<button class="new" part="new" type="button" @click=${onShow}>
            ${icon('up')}${messages.newCount(count)}
          </button>`
        : nothing
    }
  </div>
`
