let prefix = ''
/** The whole title, as it was written last. */
let written = ''
let observer: MutationObserver | undefined

/**
 * Shows a count before the page's title, as in `(3) Courses`, whatever the page makes of its title
 * meanwhile; `undefined` takes it away.
 */
export function countInTitle(count: string | undefined): void {
  keep()
  const title = titleElement()
  const own = title?.text.replace(prefix, '') ?? ''
  prefix = count === undefined ? '' : `(${count}) `
  if (title) write(title, prefix + own)
  observer?.disconnect()
  observer = undefined
  if (!prefix) return
  // Of the head: pages and their routers replace the element as well as its text.
  observer = new MutationObserver(keep)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
}

/** Puts the count before a title that the page has set. */
function keep(): void {
  const title = titleElement()
  if (!title || title.text.startsWith(prefix)) return
  // Somebody else put something before ours, and would again.
  if (written && title.text.endsWith(written)) return
  write(title, prefix + title.text)
}

function write(title: HTMLTitleElement, value: string): void {
  written = value
  const text = title.firstChild
  // Some frameworks keep the text node, and write their next title into it.
  if (text instanceof Text && text === title.lastChild) text.data = value
  else title.textContent = value
}

const titleElement = (): HTMLTitleElement | null => document.head.querySelector('title')
