const FIELDS = 'input, textarea, select, [contenteditable]'
const CONTROLS = 'a, button'

/**
 * The composed events of a field; other events do not leave a shadow root. `textInput` is a legacy
 * event of Chromium and WebKit (https://www.w3.org/TR/uievents/#legacy-textevent-event-types).
 */
const types = [
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'textInput'],
  ...['compositionstart', 'compositionupdate', 'compositionend', 'copy', 'cut', 'paste'],
]

/**
 * Keeps the events of typing inside an element: those of its fields, and the keys that press its
 * controls. Outside, the target of such an event is the element itself. A page that checks the
 * target for a field would then run its own shortcuts while the member types, and a form around the
 * element would receive changes of a field that it does not have. Keys with Ctrl or ⌘, Tab, Escape
 * and the function keys still reach the page.
 *
 * @param root - the element's shadow root; events of slotted content are not kept
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
  // AltGraph, which Windows reports as Ctrl and Alt, types a character.
  const isAltGraph = (event as KeyboardEvent).getModifierState('AltGraph')
  const isCommand = (ctrlKey || metaKey) && !isAltGraph
  if (isCommand) return false
  return from.matches(FIELDS)
    ? !/^(Tab|Escape|F\d+)$/.test(key)
    : /^(Enter| )$/.test(key) && from.matches(CONTROLS)
}
