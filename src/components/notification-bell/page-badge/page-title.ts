/** How many titles of the page are remembered: a single-page app may have one for each of its pages. */
const REMEMBERED = 50

let prefix = ''
/** The whole title, as it was written last. */
let written = ''
/** The counts that were written, and the page's own titles after them. */
const prefixes = new Set<string>()
const owns = new Set<string>()
let observer: MutationObserver | undefined

/**
 * Shows a count before the page's title, as in `(3) Courses`, whatever the page makes of its title
 * meanwhile; `undefined` takes it away. A title with a count that the page saved and sets again, or
 * that a router has in its cache, is taken for the page's own without it.
 */
export function countInTitle(count: string | undefined): void {
  prefix = count === undefined ? '' : `(${count}) `
  const title = titleElement()
  if (title) write(title)
  if (observer || !prefix) return
  // It stays: a page may set a saved title after the last count was taken away. It is of the head, as
  // pages and their routers replace the element as well as its text.
  observer = new MutationObserver(keep)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
}

/** Puts the count before a title that the page has set, and takes out one that is there already. */
function keep(): void {
  const title = titleElement()
  // Where another script put something before the count, it would do so again.
  if (title && !(prefix && title.text.endsWith(written))) write(title)
}

function write(title: HTMLTitleElement): void {
  const own = ownOf(title.text)
  if (prefix) remember(own)
  written = prefix + own
  if (title.text === written) return
  const text = title.firstChild
  // Some frameworks keep the text node, and write their next title into it.
  if (text?.nodeType === Node.TEXT_NODE && text === title.lastChild) text.nodeValue = written
  else title.textContent = written
}

/** A title without a count of ours. A number that the page put there is a part of its title. */
function ownOf(text: string): string {
  for (const own of owns)
    for (const before of prefixes) {
      const counted = before + own
      if (text.endsWith(counted) || text.startsWith(`${counted} `))
        return text.replace(counted, () => own)
    }
  return text
}

function remember(own: string): void {
  prefixes.add(prefix)
  owns.delete(own)
  if (own) owns.add(own)
  if (owns.size > REMEMBERED) owns.delete(owns.values().next().value ?? '')
}

const titleElement = (): HTMLTitleElement | null => document.head.querySelector('title')
