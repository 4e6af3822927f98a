import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { lazy } from '../../client/lazy.js'
import { adopt } from '../../internal/adopt.js'
import type { Messages } from '../../locales/messages.js'
import type { ActionStatus } from './action-status.js'
import type { RowActions, RowActionsHost } from './row/row-actions.js'
import type { RowFocus, RowsHost } from './row/row-focus.js'
import type { PanelSearch } from './search/panel-search.js'
import { keysOf, shortcutOf, type ShortcutAction, type Shortcuts } from './shortcuts.js'

/** A panel that keyboard shortcuts control. */
export interface KeyboardHost extends RowActionsHost, RowsHost, ReactiveControllerHost {
  readonly words: Messages
  readonly shortcuts: Shortcuts | undefined
  readonly rowActions: RowActions
  withSearch(use: (search: PanelSearch) => void): void
  /** Shows the notice that a part of the panel could not be loaded. */
  tellNotLoaded(): void
}

/** Carries out the keyboard shortcuts of a panel, and shows the list of them. */
export class PanelKeyboard {
  readonly #panel: KeyboardHost
  readonly #rowFocus: RowFocus
  readonly #actionStatus: ActionStatus
  /** The codes of keys that were pressed in the panel and are still held down. */
  readonly #held = new Set<string>()
  readonly #help = lazy(
    () => import('./panel-help.js'),
    ({ renderHelp, styles }) => {
      adopt(this.#panel, styles)
      return renderHelp
    },
    () => this.#panel.tellNotLoaded(),
  )

  constructor(panel: KeyboardHost, rowFocus: RowFocus, actionStatus: ActionStatus) {
    this.#panel = panel
    this.#rowFocus = rowFocus
    this.#actionStatus = actionStatus
  }

  /** Follows the release of keys in the shadow root of the panel. */
  attach(root: ShadowRoot, signal: AbortSignal): void {
    root.addEventListener('keyup', (event) => this.#release(event as KeyboardEvent), { signal })
  }

  /**
   * Carries out the action of a key press.
   *
   * @param from - the element in which the key was pressed
   */
  press(event: KeyboardEvent, from: Element | undefined): void {
    const action = shortcutOf(event, from, this.#panel.shortcuts)
    if (!action) return
    event.preventDefault()
    // The host page may use the same key.
    event.stopPropagation()
    this.#held.add(event.code)
    this.#run(action)
  }

  /** Renders the list of keyboard shortcuts, once it was requested. */
  renderHelp(): TemplateResult | typeof nothing {
    const { shortcuts, words } = this.#panel
    return this.#help.loaded?.(keysOf(shortcuts), words) ?? nothing
  }

  /** Shows the list of keyboard shortcuts. */
  async showHelp(): Promise<void> {
    await this.#help.load()
    this.#panel.requestUpdate()
    await this.#panel.updateComplete
    const help = this.#panel.querySelector<HTMLElement>('#help')
    help?.showPopover?.()
    help?.querySelector<HTMLElement>('.help-title')?.focus()
  }

  #release(event: KeyboardEvent): void {
    if (this.#held.delete(event.code)) event.stopPropagation()
  }

  #run(action: ShortcutAction): void {
    const { inbox, rowActions } = this.#panel
    switch (action) {
      case 'help':
        return void this.showHelp()
      case 'search':
        return this.#panel.withSearch((search) => void search.open())
      case 'undo':
        return this.#actionStatus.undoMute() ? undefined : inbox?.undo()
      case 'remove':
      case 'read':
      case 'unread':
        return rowActions.act(action, this.#rowFocus.notification)
      default:
        return this.#rowFocus.move(action)
    }
  }
}
