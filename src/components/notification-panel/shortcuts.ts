/** What a key can do in the panel. */
export type ShortcutAction =
  'next' | 'previous' | 'first' | 'last' | 'remove' | 'read' | 'unread' | 'undo' | 'search' | 'help'

/**
 * Keys in place of ours, by action, in the words of `KeyboardEvent.key`, with `Shift+` before a letter
 * and `Mod+` for Ctrl or ⌘. `off` leaves only those that are no characters: arrows, Home and End.
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

/** Our keys, with the page's own in their place; what is no list of keys leaves ours. */
export function keysOf(own: Shortcuts | undefined): KeyTable {
  const actions = Object.entries(defaults) as [ShortcutAction, readonly string[]][]
  return actions.map(([action, ours]) => {
    // Speech input types characters (WCAG 2.1.4); nobody says "arrow down" by accident.
    const keys = own === 'off' ? ours.filter((key) => !isCharacter(key)) : own?.[action]
    return [action, Array.isArray(keys) ? keys : ours]
  })
}

/**
 * What a key means where it was pressed; in a field and in a menu it is theirs.
 *
 * @param from - the innermost element: the event forgets it once everybody has heard
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
