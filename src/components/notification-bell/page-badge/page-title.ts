/**
 * The number of page titles that are remembered: a single-page app may have one title for each
 * page.
 */
const REMEMBERED = 50

let prefix = ''
/** The whole title that was written last. */
let written = ''
/** The counts that were written, and the page's own titles that followed them. */
const prefixes = new Set<string>()
const owns = new Set<string>()
let observer: MutationObserver | undefined

/**
 * Shows a count before the title of the page, such as `(3) Courses`, and keeps it there when the
 * page changes its title. `undefined` removes the count. If the page or its router restores a saved
 * title that includes a count, the count is not taken for a part of the page's own title.
 */
export function countInTitle(count: string | undefined): void {
  prefix = count === undefined ? '' : `(${count}) `
  const title = titleElement()
  if (title) write(title)
  if (observer || !prefix) return
  // The observer stays: a page may restore a saved title after the last count was removed. It
  // observes the head, because pages and routers replace the title element as well as its text.
  observer = new MutationObserver(keep)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
}

/**
 * Puts the count before a title that the page has set, and removes a count that is already in it.
 */
function keep(): void {
  const title = titleElement()
  // If another script has put text before the count, writing again would start an endless exchange.
  if (title && !(prefix && title.text.endsWith(written))) write(title)
}

function write(title: HTMLTitleElement): void {
  const own = ownOf(title.text)
  if (prefix) remember(own)
  written = prefix + own
  if (title.text === written) return
  const text = title.firstChild
  // Some frameworks keep the text node and write the next title into it, so keep the node.
  if (text?.nodeType === Node.TEXT_NODE && text === title.lastChild) text.nodeValue = written
  else title.textContent = written
}

/** Returns a title without a count written here. A number that the page itself put there stays. */
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
