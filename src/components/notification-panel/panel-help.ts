import { html, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/messages.js'
import type { KeyTable, ShortcutAction } from './shortcuts.js'

export { styles } from './panel-help.styles.js'

const words: Readonly<Record<ShortcutAction, keyof Messages>> = {
  next: 'nextRow',
  previous: 'previousRow',
  first: 'firstRow',
  last: 'lastRow',
  remove: 'remove',
  read: 'markAsRead',
  unread: 'markAsUnread',
  undo: 'undo',
  search: 'search',
  help: 'shortcuts',
}

/** Renders the list of keyboard shortcuts. */
export const renderHelp = (keys: KeyTable, messages: Messages): TemplateResult => html`
  <div id="help" class="help" part="help" popover="auto" role="dialog" aria-labelledby="help-title">
    <h2 id="help-title" class="help-title" tabindex="-1">${messages.shortcuts}</h2>
    <dl class="keys">
      ${keys
        .filter(([, names]) => names.length > 0)
        .map(
          ([action, names]) =>
            html`<div>
              <dt>${messages[words[action]]}</dt>
              <dd>
                ${names.map((key) => html`<kbd part="key" translate="no">${shown(key)}</kbd> `)}
              </dd>
            </div>`,
        )}
    </dl>
  </div>
`

const signs: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Mod: /Mac|iP/.test(navigator.userAgent) ? '⌘' : 'Ctrl',
}

/** Returns a key as it is printed on a keyboard. */
const shown = (key: string): string =>
  key
    .split('+')
    .map((part) => signs[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' + ')
