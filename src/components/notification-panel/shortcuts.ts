/** An action that a keyboard shortcut triggers in the panel. */
export type ShortcutAction =
  'next' | 'previous' | 'first' | 'last' | 'remove' | 'read' | 'unread' | 'undo' | 'search' | 'help'

/**
 * Keyboard shortcuts that replace the default ones, by action. Keys are named as in
 * `KeyboardEvent.key`, with `Shift+` before a letter and `Mod+` for Ctrl or ⌘. `off` leaves only
 * keys that are no characters: the arrow keys, Home and End.
 */
export type Shortcuts = 'off' | Readonly<Partial<Record<ShortcutAction, readonly string[]>>>

const defaults: Readonly<Record<ShortcutAction, readonly string[]>> = {
  next: ['ArrowDown', 'j'],
  previous: ['ArrowUp', 'k'],
  first: ['Home'],
  last: ['End'],
  remove: ['e'],
  read: ['Shift+i'],
  unread: ['Shift+u'],
  undo: ['z', 'Mod+z'],
  search: ['/'],
  help: ['?'],
}

/** The keys of every action. */
export type KeyTable = readonly (readonly [ShortcutAction, readonly string[]])[]

/**
 * Returns the default keys, with the page's own in their place. A value that is not a list of keys
 * is ignored.
 */
export function keysOf(own: Shortcuts | undefined): KeyTable {
  const actions = Object.entries(defaults) as [ShortcutAction, readonly string[]][]
  return actions.map(([action, ours]) => {
    // Speech input types characters (WCAG 2.1.4), but does not type arrow keys.
    const keys = own === 'off' ? ours.filter((key) => !isCharacter(key)) : own?.[action]
    return [action, Array.isArray(keys) ? keys : ours]
  })
}

/**
 * Returns the action of a key press. Keys pressed in a field or in a menu have none: they belong to
 * that control.
 *
 * @param from - the innermost element of the event's path, which the event forgets after its
 *   dispatch
 */
export function shortcutOf(
  event: KeyboardEvent,
  from: Element | undefined,
  own: Shortcuts | undefined,
): ShortcutAction | undefined {
  const isTheirs = from?.closest('input, select, :read-write, .menu, .help')
  if (isTheirs || event.isComposing || event.altKey || event.defaultPrevented) return undefined
  const pressed = nameOf(event)
  return keysOf(own).find(([, keys]) => keys.includes(pressed))?.[0]
}

const isCharacter = (key: string): boolean => /^(Shift\+)?.$/u.test(key)

function nameOf({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(key)
  const mod = ctrlKey || metaKey ? 'Mod+' : ''
  return `${mod}${isLetter && shiftKey ? 'Shift+' : ''}${isLetter ? key.toLowerCase() : key}`
}
