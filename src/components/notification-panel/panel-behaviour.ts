import { adopt } from '../../internal/adopt.js'
import { keepFieldEvents } from '../../internal/field-events.js'
import { ActionStatus } from './action-status.js'
import { styles } from './action-status.styles.js'
import { closeByEscape } from './close-by-escape.js'
import type { ListController } from './list/list-controller.js'
import { RowMotion, type MovingPanel } from './list/row-motion.js'
import { ScrollAnchor } from './list/scroll-anchor.js'
import { watchEnd, type EndlessPanel } from './list/watch-end.js'
import { watchPages, type PagedPanel } from './list/watch-pages.js'
import { watchSight, type SeenPanel } from './list/watch-sight.js'
import { returnFocus } from './nested-focus.js'
import { PanelKeyboard, type KeyboardHost } from './panel-keyboard.js'
import type { MuteSuggestionHost } from './row/mute-suggestion.js'
import { RowFocus } from './row/row-focus.js'
import { RowTools } from './row/row-tools.js'
import type { PanelSearch } from './search/panel-search.js'
import { speak, type PanelSpeech, type SpokenPanel } from './speech/panel-speech.js'

/** The panel, as the behaviour that is loaded after its first render uses it. */
export interface BehaviourHost
  extends
    KeyboardHost,
    MuteSuggestionHost,
    SpokenPanel,
    SeenPanel,
    PagedPanel,
    EndlessPanel,
    MovingPanel {
  readonly list: ListController
  readonly scroller: HTMLElement | null
}

/**
 * The behaviour of a panel: the keyboard, the lines about the last action, focus and scroll position,
 * announcements, the tools and the movement of rows, and the report that the list was seen.
 */
export class PanelBehaviour {
  readonly actionStatus: ActionStatus
  readonly keyboard: PanelKeyboard
  readonly rowFocus: RowFocus
  readonly #panel: BehaviourHost
  readonly #scrollAnchor: ScrollAnchor
  #speech: PanelSpeech | undefined
  #rowTools: RowTools | undefined
  #updatePages = (): void => {}
  #updateEnd = (): void => {}
  #rowMotion: RowMotion | undefined
  #search: PanelSearch | undefined

  constructor(panel: BehaviourHost) {
    this.#panel = panel
    this.actionStatus = new ActionStatus(panel)
    this.rowFocus = new RowFocus(panel)
    this.keyboard = new PanelKeyboard(panel, this.rowFocus, this.actionStatus)
    this.#scrollAnchor = new ScrollAnchor(panel)
  }

  /** Attaches the behaviour to the shadow root of the panel. */
  attach(signal: AbortSignal): void {
    const root = this.#panel.getRootNode() as ShadowRoot
    returnFocus(this.#panel, signal)
    closeByEscape(this.#panel, () => this.#search, signal)
    keepFieldEvents(root, signal)
    this.keyboard.attach(root, signal)
    watchSight(this.#panel, signal)
    closeMenuAfterChoice(this.#panel, signal)
    this.#rowTools = new RowTools(this.#panel, signal)
    this.#updatePages = watchPages(this.#panel, signal)
    this.#updateEnd = watchEnd(this.#panel, signal)
    this.#rowMotion = new RowMotion(this.#panel, signal)
    adopt(this.#panel, styles)
    this.#letSwipe(signal)
    // It follows the element around the panel too, which is being rendered at this moment.
    void this.#panel.updateComplete.then(() => (this.#speech ??= speak(this.#panel)))
  }

  /** Lets rows be swiped where there is a touch screen. Without this code their menu is enough. */
  #letSwipe(signal: AbortSignal): void {
    if (!globalThis.matchMedia?.('(any-pointer: coarse)').matches) return
    import('./row/row-swipe.js').then(
      ({ swipeRows }) => swipeRows(this.#panel, signal),
      () => {
        // The device is offline.
      },
    )
  }

  /**
   * Notes the focus and the scroll position, and loads further rows if that is due. Call it before the
   * list is rendered.
   */
  beforeRender(search: PanelSearch | undefined): void {
    const { isOpen, list } = this.#panel
    this.rowFocus.remember()
    this.#scrollAnchor.remember()
    if (isOpen && !search?.isTyping && list.needsRows) void list.fillPage()
  }

  /**
   * Restores focus and scroll position, and highlights matches. Call it after the list is rendered.
   */
  afterRender(search: PanelSearch | undefined): void {
    this.#rowTools?.update()
    this.#updatePages()
    this.#updateEnd()
    this.#rowMotion?.update()
    this.#scrollAnchor.restore()
    this.rowFocus.restore()
    this.#search = search
    search?.mark()
  }
}

/** Closes the menu when the member has chosen one of the page's own items in it. */
function closeMenuAfterChoice(panel: HTMLElement, signal: AbortSignal): void {
  panel.addEventListener(
    'click',
    (event) => {
      const isOwn = (at: EventTarget): boolean =>
        (at as Partial<Element>).matches?.('slot[name=menu]') ?? false
      const menu = panel.querySelector<HTMLElement>('#menu:popover-open')
      if (event.composedPath().some(isOwn)) menu?.hidePopover()
    },
    { signal },
  )
}
