import type { ToastQueue } from './toast-queue.js'

/** Stops the time of the stack while nobody can read it, or somebody is about to use it. */
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
  // From one toast to another is no way out: that stays inside of the element.
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
 * Whether toasts would be in the way, or could not be used: something modal or full screen is open
 * that they are no part of, or they are hidden behind it.
 */
export function isBlocked(host: Element): boolean {
  const own = ancestorsOf(host)
  const isInTheWay = (one: Element): boolean => one.matches(MODAL) && !own.includes(one)
  return (
    own.some(isHidden) ||
    [...document.querySelectorAll(MODAL)].some(
      (one) => isInTheWay(one) && (one.checkVisibility?.() ?? true),
    ) ||
    // One inside a shadow root is found by the focus, which is in it or in what is slotted into it.
    ancestorsOf(deepActiveElement()).some(isInTheWay)
  )
}

/** Whether the page has hidden toasts with all that is beside a dialog, as Radix does it. */
export const isHiddenByPage = (host: Element): boolean => ancestorsOf(host).some(isHidden)

const isHidden = (one: Element): boolean => one.matches('[inert], [aria-hidden="true"]')

/** An element and all that contains it, across slots and shadow roots. */
function ancestorsOf(element: Element | null): Element[] {
  const found: Element[] = []
  for (let at = element; at;) {
    found.push(at)
    at =
      at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null
  }
  return found
}

/** What has the focus, inside of whatever shadow root. */
export function deepActiveElement(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}

const modifiers = ['ctrl', 'alt', 'shift', 'meta'] as const

/** Whether a key press is the one that `hotkey` names, such as `F6`, `Alt+T` or `Control+Shift+K`. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const names = hotkey.toLowerCase().replace('control', 'ctrl').split('+')
  const key = names.pop()
  // While letters are being composed, every key belongs to that.
  if (!key || event.isComposing || event.keyCode === 229) return false
  if (modifiers.some((name) => event[`${name}Key`] !== names.includes(name))) return false
  // With Alt a Mac writes another letter, but the key is the same.
  return (
    event.key.toLowerCase() === key || (event.altKey && event.code === `Key${key.toUpperCase()}`)
  )
}
