import { html, nothing, type TemplateResult } from 'lit'
import type { Refusal, Undoable } from '../../store/inbox-store.js'
import type { InboxNotification } from '../../store/listing.js'
import type { Query } from '../../client/requests/api.js'
import { StoreController } from '../../internal/store-controller.js'
import { adopt } from '../../internal/adopt.js'
import { keepFieldEvents } from '../../internal/field-events.js'
import { closeByEscape } from './close-by-escape.js'
import { ListSource } from './list/list-source.js'
import { returnFocus } from './nested-focus.js'
import { renderNewNotifications } from './list/new-notifications.js'
import { renderRefusal, renderUndo, renderWaiting } from './action-status.js'
import { styles } from './action-status.styles.js'
import type { renderHelp as RenderHelp } from './panel-help.js'
import type { MuteSuggestion, MuteSuggestionHost } from './row/mute-suggestion.js'
import type { Shown } from './list/list-window.js'
import type { PanelSearch, SearchHost } from './search/panel-search.js'
import type { SpokenPanel } from './speech/panel-speech.js'
import type { RowActions } from './row/row-actions.js'
import { RowFocus } from './row/row-focus.js'
import { ScrollAnchor } from './list/scroll-anchor.js'
import { keysOf, shortcutOf, type ShortcutAction, type Shortcuts } from './shortcuts.js'
import { watchSight, type SeenPanel } from './list/watch-sight.js'

/** The panel, as far as its tools use it. */
export interface ToolsHost
  extends MuteSuggestionHost, SpokenPanel, SeenPanel, Pick<SearchHost, 'fillPage'> {
  readonly shortcuts: Shortcuts | undefined
  readonly rowActs: RowActions
  withSearch(use: (search: PanelSearch) => void): void
  /** Shows the notice that a part of the panel could not be loaded. */
  tellNotLoaded(): void
}

/**
 * Panel behaviour that is loaded after the first render: keyboard shortcuts and their list, the
 * lines about the last action, new notifications, loading of older ones, scroll position and focus.
 */
export class PanelTools {
  readonly source: ListSource
  readonly #scrollAnchor: ScrollAnchor
  readonly rowFocus: RowFocus
  readonly #panel: ToolsHost
  readonly #undoable: StoreController<Undoable | null>
  readonly #refused: StoreController<Refusal | null>
  readonly #waiting: StoreController<boolean>
  /** The codes of keys that were pressed in the panel and are still held down. */
  readonly #held = new Set<string>()
  #search: PanelSearch | undefined
  #muteSuggestion: MuteSuggestion | undefined
  #renderHelp: typeof RenderHelp | undefined

  constructor(panel: ToolsHost) {
    this.#panel = panel
    this.source = new ListSource(panel)
    this.rowFocus = new RowFocus(panel)
    this.#scrollAnchor = new ScrollAnchor(panel)
    this.#undoable = new StoreController(panel, () => panel.inbox?.$undoable)
    this.#refused = new StoreController(panel, () => panel.inbox?.$refused)
    this.#waiting = new StoreController(panel, () => panel.inbox?.$isWaiting)
    import('./speech/panel-speech.js').then(
      ({ speak }) => speak(panel),
      () => panel.tellNotLoaded(),
    )
  }

  /** Attaches the tools to the shadow root of the panel, and starts with the panel's query. */
  attach(query: Query, signal: AbortSignal): void {
    // The panel was removed from the page before this code was loaded.
    if (signal.aborted) return
    const root = this.#panel.getRootNode() as ShadowRoot
    returnFocus(this.#panel, signal)
    closeByEscape(this.#panel, () => this.#search, signal)
    keepFieldEvents(root, signal)
    root.addEventListener('keyup', (event) => this.#release(event as KeyboardEvent), { signal })
    watchSight(this.#panel, signal)
    this.source.look(query)
    adopt(this.#panel, styles)
    this.#panel.requestUpdate()
  }

  /** Notes the focus and the scroll position. Call it before the list is rendered. */
  remember(): void {
    this.rowFocus.remember()
    this.#scrollAnchor.remember()
  }

  /**
   * Restores focus and scroll position, highlights matches, and loads further rows if that is due.
   * Call it after the list is rendered.
   */
  follow({ rows, newCount }: Shown, search: PanelSearch | undefined): void {
    this.#scrollAnchor.restore()
    this.rowFocus.restore()
    this.#search = search
    search?.mark()
    if (!search?.isTyping && this.source.isDue(rows.length + newCount === 0))
      void this.#panel.fillPage()
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

  /** Renders the button that shows notifications held back while the member was reading. */
  renderNew(count: number, onShow: () => void): TemplateResult {
    return renderNewNotifications(count, this.#panel.words, onShow)
  }

  /** Renders the lines about the member's last actions: waiting, refused, undo and mute. */
  renderOutcomes(): TemplateResult {
    const { inbox, words } = this.#panel
    const keepFocus = (act: () => void) => (): void => this.#panel.keepFocus(act)
    const onTryAgain = keepFocus(() => inbox?.tryAgain())
    const onUndo = keepFocus(() => inbox?.undo())
    return html`${renderWaiting(this.#waiting.value, words)}
    ${renderRefusal(this.#refused.value, words, onTryAgain)}
    ${renderUndo(this.#undoable.value, words, onUndo)} ${this.#muteSuggestion?.render() ?? nothing}`
  }

  /** Mutes a notification's type, course or channel, or asks which one. */
  async askFewer(notification: InboxNotification): Promise<void> {
    const loaded = await import('./row/mute-suggestion.js').catch(() => this.#panel.tellNotLoaded())
    if (!loaded) return
    this.#muteSuggestion ??= new loaded.MuteSuggestion(this.#panel)
    await this.#muteSuggestion.ask(notification)
  }

  /** Renders the list of keyboard shortcuts, once it was requested. */
  renderHelp(): TemplateResult | typeof nothing {
    const { shortcuts, words } = this.#panel
    return this.#renderHelp?.(keysOf(shortcuts), words) ?? nothing
  }

  /** Shows the list of keyboard shortcuts. */
  async showHelp(): Promise<void> {
    const loaded = await import('./panel-help.js').catch(() => this.#panel.tellNotLoaded())
    if (!loaded) return
    this.#renderHelp = loaded.renderHelp
    adopt(this.#panel, loaded.styles)
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
    const { inbox, rowActs } = this.#panel
    switch (action) {
      case 'help':
        return void this.showHelp()
      case 'search':
        return this.#panel.withSearch((search) => void search.open())
      case 'undo':
        return this.#muteSuggestion?.undo() ? undefined : inbox?.undo()
      case 'remove':
      case 'read':
      case 'unread':
        return rowActs.act(action, this.rowFocus.row)
      default:
        return this.rowFocus.move(action)
    }
  }
}
