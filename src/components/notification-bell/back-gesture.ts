/** Marks the history entry of an open panel; the page's own state stays beside it. */
const MARK = 'belfryPanel'

let panels = 0

/**
 * Lets "back" close a panel that fills the screen: it has a history entry while it is open, and takes
 * it along whichever way it closes. For browsers whose popovers do not know the gesture by themselves.
 */
export function closeOnBack(popover: HTMLElement, signal: AbortSignal): void {
  const name = (panels += 1)
  const hasEntry = (): boolean => stateNow()[MARK] === name
  let hadEntry = false
  const leave = (): void => {
    if (hasEntry()) history.back()
  }
  const enter = (): void => {
    if (!fillsScreen(popover)) return
    if (!hasEntry()) history.pushState({ ...stateNow(), [MARK]: name }, '')
    hadEntry = true
  }
  const listener = { signal }
  popover.addEventListener(
    'toggle',
    ({ newState }) => (newState === 'open' ? enter() : leave()),
    listener,
  )
  // By the gesture, or forward to it again.
  window.addEventListener(
    'popstate',
    () => {
      // Others move in the history, too.
      if (hasEntry() || hadEntry) popover.togglePopover(hasEntry())
      hadEntry = hasEntry()
    },
    listener,
  )
  popover.addEventListener(
    'click',
    (event) => {
      const target = leavesBy(event)
      if (!target || !hasEntry()) return
      event.preventDefault()
      event.stopImmediatePropagation()
      // Its entry has to be gone before that of the next page comes, be it a router's or the browser's.
      window.addEventListener('popstate', () => target.click(), { once: true, signal })
      popover.hidePopover()
    },
    { signal, capture: true },
  )
  signal.addEventListener('abort', leave)
  if (popover.matches(':popover-open')) enter()
}

const fillsScreen = (popover: HTMLElement): boolean =>
  popover.querySelector('.close')?.checkVisibility?.() === true

/** What was clicked to leave this page in this tab, if anything was. */
function leavesBy({ target, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): HTMLElement | null {
  if (ctrlKey || metaKey || shiftKey || altKey) return null
  const clicked = (target as Element).closest<HTMLElement>(
    'a[href], [data-act=open], [data-act=action]',
  )
  const frame = clicked?.getAttribute('target') ?? '_self'
  return frame === '_self' ? clicked : null
}

function stateNow(): Readonly<Record<string, unknown>> {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {}
}
