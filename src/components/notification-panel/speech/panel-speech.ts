import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { announce, prepareAnnouncer, type Voice } from '../../../internal/announcer.js'
import { ArrivalSpeech, type SpeechHost } from './arrival-speech.js'

/** The panel, as those see it who speak for it. */
export interface SpokenPanel extends HTMLElement, ReactiveControllerHost {
  /** Who speaks for the element that it is a part of. */
  readonly voice: Voice
}

/** What is there for a shorter time is not spoken of, in milliseconds. */
const PASSING_MS = 300

/**
 * Tells who does not look what a panel shows without being asked, and what arrives. A second call for
 * a panel is a mistake.
 */
export function speak(panel: SpokenPanel): void {
  const { host } = panel.getRootNode() as Partial<ShadowRoot>
  // happy-dom knows no shadow root around what is off the page.
  if (host) new ArrivalSpeech(host as SpeechHost)
  panel.addController(new PanelSpeech(panel))
}

/**
 * Speaks what stands in a panel with a `data-say`, once: by the announcer, since several screen readers
 * hear no live regions in shadow roots.
 */
class PanelSpeech implements ReactiveController {
  readonly #panel: SpokenPanel
  #told: ReadonlyMap<string, string>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(panel: SpokenPanel) {
    this.#panel = panel
    const popover = panel.closest('[popover]')
    // A page is silent when it loads; who opens a panel hears what stands in it, each time.
    this.#told = popover ? new Map() : this.#standing()
    popover?.addEventListener('toggle', () => {
      this.#told = new Map()
      this.hostUpdated()
    })
  }

  hostConnected(): void {
    this.hostUpdated()
  }

  hostUpdated(): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tell(), PASSING_MS)
  }

  #tell(): void {
    this.#timer = undefined
    const { voice, isConnected } = this.#panel
    if (!isConnected) return
    if (!voice) prepareAnnouncer()
    const there = this.#standing()
    for (const [say, text] of there)
      if (this.#told.get(say) !== text) announce(say.split(' ', 1).join(), text, () => text, voice)
    this.#told = there
  }

  /** What can be seen, by what it is about. */
  #standing(): ReadonlyMap<string, string> {
    const said = this.#panel.querySelectorAll<HTMLElement>('[data-say], [part=fewer-line]')
    const shown = [...said].filter((one) => one.checkVisibility?.() ?? true)
    return new Map(
      shown.map((one) => [one.dataset['say'] ?? one.getAttribute('part') ?? '', textOf(one)]),
    )
  }
}

/** Its parts as sentences, so that none runs into the next. Choices are heard by going to them. */
function textOf(element: Element): string {
  const parts = [...element.querySelectorAll(':scope > :not(.outcome-buttons)')]
  const texts = (parts.length > 0 ? parts : [element])
    .map(({ textContent }) => textContent.trim())
    .filter(Boolean)
  return texts.join('. ').replace(/(\p{P})\. /gu, '$1 ')
}
