import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { announce, prepareAnnouncer, type AnnouncerOption } from '../../../internal/announcer.js'
import { ArrivalSpeech, type SpeechHost } from './arrival-speech.js'

/** A panel whose texts are announced to screen readers. */
export interface SpokenPanel extends HTMLElement, ReactiveControllerHost {
  /** The output for announcements that is set on the bell or inbox around the panel. */
  readonly announcer: AnnouncerOption
  /** Whether the member sees the panel. */
  readonly isOpen: boolean
}

/** A text that is shown for a shorter time is not announced, in milliseconds. */
const PASSING_MS = 300

/**
 * Announces the messages of a panel and the arrivals of its inbox to screen readers. Call it once
 * for each panel; a second call would announce everything twice.
 */
export function speak(panel: SpokenPanel): PanelSpeech {
  const { host } = panel.getRootNode() as Partial<ShadowRoot>
  // In happy-dom, an element outside the document has no shadow root.
  if (host) new ArrivalSpeech(host as SpeechHost)
  const speech = new PanelSpeech(panel)
  panel.addController(speech)
  return speech
}

/**
 * Announces each text of a panel that is marked with `data-say`, once. It uses the announcer
 * because several screen readers ignore live regions in shadow roots.
 */
export class PanelSpeech implements ReactiveController {
  readonly #panel: SpokenPanel
  /** The texts that were announced, or that need no announcement; `undefined` until the first render. */
  #told: ReadonlyMap<string, string> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(panel: SpokenPanel) {
    this.#panel = panel
    const popover = panel.closest('[popover]')
    // A panel in a popover announces its texts each time it opens.
    if (popover) this.#told = new Map()
    popover?.addEventListener('toggle', () => {
      this.#told = new Map()
      this.hostUpdated()
    })
  }

  hostConnected(): void {
    this.hostUpdated()
  }

  hostUpdated(): void {
    if (!this.#panel.isOpen) return
    // A panel on a page announces nothing when the page loads.
    this.#told ??= this.#standing()
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tell(), PASSING_MS)
  }

  #tell(): void {
    this.#timer = undefined
    const { announcer, isConnected } = this.#panel
    if (!isConnected) return
    if (!announcer) prepareAnnouncer()
    const there = this.#standing()
    for (const [say, text] of there)
      if (this.#told?.get(say) !== text)
        announce(say.split(' ', 1).join(), text, () => text, announcer)
    this.#told = there
  }

  /** The visible texts of the panel, by their `data-say`. */
  #standing(): ReadonlyMap<string, string> {
    const said = this.#panel.querySelectorAll<HTMLElement>('[data-say], [part=fewer-line]')
    const shown = [...said].filter((one) => one.checkVisibility?.() ?? true)
    return new Map(
      shown.map((one) => [one.dataset['say'] ?? one.getAttribute('part') ?? '', textOf(one)]),
    )
  }
}

/**
 * Joins the parts of an element as sentences, so that a screen reader pauses between them. Buttons
 * for choices are left out: a screen reader speaks them when they are focused.
 */
function textOf(element: Element): string {
  const parts = [...element.querySelectorAll(':scope > :not(.outcome-buttons)')]
  const texts = (parts.length > 0 ? parts : [element])
    .map(({ textContent }) => textContent.trim())
    .filter(Boolean)
  return texts.join('. ').replace(/(\p{P})\. /gu, '$1 ')
}
