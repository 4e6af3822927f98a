/** Speaks a text to members who use a screen reader. */
export type Announce = (text: string) => void
/**
 * The output of announcements: `none` disables them, a function receives each text, and `undefined`
 * uses a live region of the page.
 */
export type AnnouncerOption = 'none' | Announce | undefined

/** The pause after which a burst of texts is spoken as one, in milliseconds. */
const QUIET_MS = 1_000
/** The longest time that a text waits, in milliseconds, even if further texts keep arriving. */
const PATIENCE_MS = 5_000
/** The largest number of texts that are spoken one by one; more are summed up. */
const SPOKEN_AT_ONCE = 3
/**
 * The delay after which a spoken text is removed, in milliseconds, so that a screen reader does not
 * find it while reading the page.
 */
const FORGET_MS = 10_000

const waiting = new Map<string, string>()
let since = 0
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Adds the live region to the page, without a text: screen readers ignore a text that arrives
 * together with its region. The region is in the light DOM, because several screen readers ignore
 * live regions in shadow roots. If a modal dialog is open, the region is inside it, because
 * everything outside is inert.
 */
export function prepareAnnouncer(): HTMLElement {
  const place = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body
  const there = place.querySelector<HTMLElement>(':scope>[data-belfry=announcer]')
  if (there) {
    // A page that opens a dialog of its own may have hidden all elements beside it.
    there.removeAttribute('aria-hidden')
    there.inert = false
    return there
  }
  const region = document.createElement('div')
  region.role = 'status'
  // `role="status"` implies both, but libraries that hide the page beside a dialog spare only
  // elements with one of these attributes.
  region.ariaLive = 'polite'
  region.dataset['liveAnnouncer'] = 'true'
  region.dataset['belfry'] = 'announcer'
  // Set by script: a strict content security policy blocks `style` attributes.
  region.style.cssText = 'position:fixed;top:0;clip-path:inset(50%)'
  place.append(region)
  return region
}

/**
 * Announces a text to screen readers after a pause of `QUIET_MS`. A later text with the same key
 * replaces one that was not spoken yet, so that only the last value of a growing number is spoken.
 *
 * @param key - the subject of the text
 * @param text - the text to speak
 * @param sumUp - returns the text to speak instead if more than `SPOKEN_AT_ONCE` texts are waiting
 * @param output - `none` speaks nothing, a function receives the text. Default: the page's live
 *   region
 */
export function announce(
  key: string,
  text: string,
  sumUp: (count: number) => string,
  output?: AnnouncerOption,
): void {
  if (output === 'none') return
  // An attribute may hold any string, which then means the live region.
  const speak = typeof output === 'function' ? output : show
  if (waiting.size === 0) since = performance.now()
  waiting.set(key, text)
  clearTimeout(timer)
  const flush = (): void => {
    const texts = [...waiting.values()]
    waiting.clear()
    speak(texts.length > SPOKEN_AT_ONCE ? sumUp(texts.length) : texts.join('. '))
  }
  const patienceMs = since + PATIENCE_MS - performance.now()
  timer = setTimeout(flush, Math.max(0, Math.min(QUIET_MS, patienceMs)))
}

/** Drops all texts that were not spoken yet. */
export function dropPending(): void {
  clearTimeout(timer)
  waiting.clear()
}

/** Drops all waiting texts and removes the spoken one, when the page has another member. */
export function clearAnnouncements(): void {
  dropPending()
  for (const region of document.querySelectorAll('[data-belfry=announcer]'))
    region.replaceChildren()
}

let forgetting: ReturnType<typeof setTimeout> | undefined

function show(text: string): void {
  const region = prepareAnnouncer()
  // Screen readers ignore a text that is set again unchanged, so add an invisible space.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text
  clearTimeout(forgetting)
  forgetting = setTimeout(() => region.replaceChildren(), FORGET_MS)
}
