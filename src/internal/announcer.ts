/** Speaks a text to whoever does not look. */
export type Announce = (text: string) => void

/** Quiet for so long, a burst is over and can be spoken as one. */
const QUIET_MS = 1_000
/** No text waits longer than this, however much comes. */
const PATIENCE_MS = 5_000
/** More texts than this are summed up. */
const SPOKEN_AT_ONCE = 3
/** A spoken text goes, so that nobody meets it while reading the page. */
const FORGET_MS = 10_000

const waiting = new Map<string, string>()
let since = 0
let timer: ReturnType<typeof setTimeout> | undefined
let region: HTMLElement | undefined

/**
 * Makes the page's live region, empty: one that arrives together with its text is not read. In the
 * light DOM, because several screen readers do not hear those in shadow roots.
 */
export function prepareAnnouncer(): void {
  if (region?.isConnected) return
  region = document.createElement('div')
  region.ariaLive = 'polite'
  region.ariaAtomic = 'true'
  region.dataset['belfry'] = 'announcer'
  // Not as an attribute, which a strict content security policy would refuse.
  region.style.cssText =
    'position:fixed;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap'
  document.body.append(region)
}

/**
 * Says a text once the page is quiet. A later text of the same key takes the place of one that was
 * not spoken yet, so that of a number that grows only the last is heard.
 *
 * @param sumUp - what to say of so many texts when they are too many
 * @param speak - another voice. Default: the page's live region
 */
export function announce(
  key: string,
  text: string,
  sumUp: (count: number) => string,
  speak: Announce = show,
): void {
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

/** Says nothing of what was not said yet. */
export function hush(): void {
  clearTimeout(timer)
  waiting.clear()
}

let forgetting: ReturnType<typeof setTimeout> | undefined

function show(text: string): void {
  prepareAnnouncer()
  if (!region) return
  // The same text twice is no change, and is not read: a space that nobody sees makes it one.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text
  clearTimeout(forgetting)
  forgetting = setTimeout(() => region?.replaceChildren(), FORGET_MS)
}
