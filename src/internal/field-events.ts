const FIELDS = 'input, textarea, select, [contenteditable]'
const CONTROLS = 'a, button'

/**
 * The composed events of a field: the others do not leave a shadow root. `textInput` is a legacy of
 * Chromium and WebKit (https://www.w3.org/TR/uievents/#legacy-textevent-event-types).
 */
const types = [
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'textInput'],
  ...['compositionstart', 'compositionupdate', 'compositionend', 'copy', 'cut', 'paste'],
]

/**
 * Keeps in an element what is typed into its fields, and the keys that press its controls. Outside, the
 * event's target is the element itself: a page that looks there whether somebody types would run its
 * shortcuts, and a form around the element would hear of a change in a field that it does not have.
 * Keys with Ctrl or ⌘, Tab, Escape and the function keys stay the page's.
 *
 * @param root - the element's shadow root; what a page puts into its slots is not kept
 */
export function keepFieldEvents(root: ShadowRoot, signal: AbortSignal): void {
  const keep = (event: Event): void => {
    const [from] = event.composedPath() as [Element]
    if (from.getRootNode() === root && isOfField(event, from)) event.stopPropagation()
  }
  for (const type of types) root.addEventListener(type, keep, { signal })
}

function isOfField(event: Event, from: Element): boolean {
  if (!event.type.startsWith('key')) return from.matches(FIELDS)
  const { key, ctrlKey, metaKey } = event as KeyboardEvent
  // With AltGraph, which Windows reports as Ctrl and Alt, a key makes a character.
  const isAltGraph = (event as KeyboardEvent).getModifierState('AltGraph')
  const isCommand = (ctrlKey || metaKey) && !isAltGraph
  if (isCommand) return false
  return from.matches(FIELDS)
    ? !/^(Tab|Escape|F\d+)$/.test(key)
    : /^(Enter| )$/.test(key) && from.matches(CONTROLS)
}
