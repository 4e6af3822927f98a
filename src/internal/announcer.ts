/** Speaks a text to whoever does not look. */
export type Announce = (text: string) => void
/** Who speaks: nobody, the page itself, or its live region. */
export type Voice = 'none' | Announce | undefined

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

/**
 * Makes the page's live region, empty: one that arrives together with its text is not read. In the
 * light DOM, because several screen readers do not hear those in shadow roots, and in a modal dialog
 * where one is open, which makes all else inert.
 */
export function prepareAnnouncer(): HTMLElement {
  const place = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body
  const there = place.querySelector<HTMLElement>(':scope>[data-belfry=announcer]')
  if (there) {
    // A page that opens a dialog of its own may have hidden all that is beside it.
    there.removeAttribute('aria-hidden')
    there.inert = false
    return there
  }
  const region = document.createElement('div')
  region.role = 'status'
  // The role means as much, but libraries that hide the page beside a dialog spare what has one of these.
  region.ariaLive = 'polite'
  region.dataset['liveAnnouncer'] = 'true'
  region.dataset['belfry'] = 'announcer'
  // Not as an attribute, which a strict content security policy would refuse.
  region.style.cssText = 'position:fixed;top:0;clip-path:inset(50%)'
  place.append(region)
  return region
}

/**
 * Says a text once the page is quiet. A later text of the same key takes the place of one that was
 * not spoken yet, so that of a number that grows only the last is heard.
 *
 * @param sumUp - what to say of so many texts when they are too many
 * @param voice - `none` says nothing, a function speaks itself. Default: the page's live region
 */
export function announce(
  key: string,
  text: string,
  sumUp: (count: number) => string,
  voice?: Voice,
): void {
  if (voice === 'none') return
  // An attribute can say anything.
  const speak = typeof voice === 'function' ? voice : show
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

/** Takes back what was said and what is about to be: it was for a member whom the page no longer has. */
export function unsay(): void {
  hush()
  for (const region of document.querySelectorAll('[data-belfry=announcer]'))
    region.replaceChildren()
}

let forgetting: ReturnType<typeof setTimeout> | undefined

function show(text: string): void {
  const region = prepareAnnouncer()
  // The same text twice is no change, and is not read: a space that nobody sees makes it one.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text
  clearTimeout(forgetting)
  forgetting = setTimeout(() => region.replaceChildren(), FORGET_MS)
}
