import type { ToastQueue } from './toast-queue.js'

/**
 * Stops the countdown of toasts while the member cannot read them, or is about to use them. The
 * triggers are a hidden or unfocused page, the pointer, the focus and a press.
 */
export function watchPauseTriggers(
  host: HTMLElement,
  queue: ToastQueue,
  signal: AbortSignal,
): void {
  const on = (target: EventTarget, types: string, run: () => void): void => {
    for (const type of types.split(' ')) target.addEventListener(type, run, { signal })
  }
  const keep = (isHeld: boolean, why: Parameters<ToastQueue['hold']>[0]): void =>
    isHeld ? queue.hold(why) : queue.release(why)
  const look = (): void => {
    keep(document.visibilityState === 'hidden', 'hidden')
    keep(!document.hasFocus(), 'blur')
  }
  on(document, 'visibilitychange', look)
  on(window, 'focus blur pageshow', look)
  on(host, 'pointerover', () => queue.hold('pointer'))
  on(host, 'pointerleave', () => queue.release('pointer'))
  // When the focus moves from one toast to another, both events stay inside the shadow root, so the
  // hold is kept.
  on(host, 'focusin', () => queue.hold('focus'))
  on(host, 'focusout', () => queue.release('focus'))
  on(host, 'pointerdown', () => queue.hold('press'))
  on(window, 'pointerup pointercancel', () => queue.release('press'))
  look()
  const hiding = new MutationObserver(() => queue.look())
  for (const one of ancestorsOf(host))
    hiding.observe(one, { attributeFilter: ['inert', 'aria-hidden'] })
  signal.addEventListener('abort', () => hiding.disconnect())
}

const MODAL = ':modal, [aria-modal="true"]'

/**
 * Whether toasts would be in the way or could not be used: a modal dialog or a full-screen element
 * is open that does not contain them, or they are hidden behind it.
 */
export function isBlocked(host: Element): boolean {
  const own = ancestorsOf(host)
  const isInTheWay = (one: Element): boolean => one.matches(MODAL) && !own.includes(one)
  return (
    own.some(isHidden) ||
    [...document.querySelectorAll(MODAL)].some(
      (one) => isInTheWay(one) && (one.checkVisibility?.() ?? true),
    ) ||
    // A modal element inside a shadow root is found by the focus, which is in it or in content
    // slotted into it.
    ancestorsOf(deepActiveElement()).some(isInTheWay)
  )
}

/**
 * Whether the page has hidden the toasts together with all content beside a dialog, as Radix does.
 */
export const isHiddenByPage = (host: Element): boolean => ancestorsOf(host).some(isHidden)

const isHidden = (one: Element): boolean => one.matches('[inert], [aria-hidden="true"]')

/** Returns an element and all elements that contain it, across slots and shadow roots. */
function ancestorsOf(element: Element | null): Element[] {
  const found: Element[] = []
  for (let at = element; at;) {
    found.push(at)
    at =
      at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null
  }
  return found
}

/** Returns the focused element, also inside nested shadow roots. */
export function deepActiveElement(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}

const modifiers = ['ctrl', 'alt', 'shift', 'meta'] as const

/** Whether a key press matches `hotkey`, such as `F6`, `Alt+T` or `Control+Shift+K`. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const names = hotkey.toLowerCase().replace('control', 'ctrl').split('+')
  const key = names.pop()
  // While an input method composes text, all keys belong to it.
  if (!key || event.isComposing || event.keyCode === 229) return false
  if (modifiers.some((name) => event[`${name}Key`] !== names.includes(name))) return false
  // With Alt, a Mac types another letter, so compare the physical key as well.
  return (
    event.key.toLowerCase() === key || (event.altKey && event.code === `Key${key.toUpperCase()}`)
  )
}
