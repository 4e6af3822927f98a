import { isColor } from './manifest.js'

/** The fields of a table row that decide about its control. */
export interface TableRow {
  readonly name?: string
  /** The category of the row, such as `attributes` or `css custom properties`. */
  readonly category?: string | undefined
  /** The type of the value, as TypeScript writes it. */
  readonly type?: string | undefined
  readonly default?: string | undefined
}

/** The control that changes a row's value; `false` for a row that is read-only. */
export interface Control {
  readonly control: { readonly type: string } | false
  readonly options?: readonly unknown[]
}

// Each story has a server of its own, so these cannot be changed.
const fixed = ['endpoint', 'member', 'transport']

/** The values of type aliases, which the manifest does not list. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  ToastPlacement: [
    ...['top-start', 'top-center', 'top-end'],
    ...['bottom-start', 'bottom-center', 'bottom-end'],
  ],
  CelebrationDuration: ['default', 'x3', 'x10', 'keep'],
  Shortcuts: ['off'],
}

/**
 * Returns the control of a row: for attributes by their type, for custom properties by their
 * default.
 */
export function controlFor({
  name = '',
  category,
  type = '',
  default: value = '',
}: TableRow): Control {
  if (category === 'css custom properties')
    return { control: { type: isColor(value) ? 'color' : 'text' } }
  if (category !== 'attributes' || fixed.includes(name)) return { control: false }
  const alias = Object.entries(aliases).find(([known]) => type.includes(known))?.[1] ?? []
  const options = [...type.matchAll(/'([^']+)'/g)].map(([, option]) => option).concat(alias)
  if (options.length > 0) return { control: { type: 'select' }, options: [undefined, ...options] }
  const [simple] = /boolean|number/.exec(type) ?? ['text']
  return { control: { type: simple } }
}
