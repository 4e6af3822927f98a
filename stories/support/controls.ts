import { isColor } from './manifest.js'

/** A row of an element's table, as far as its control depends on it. */
export interface TableRow {
  readonly name?: string
  /** `attributes`, `css custom properties`, … */
  readonly category?: string | undefined
  /** What it may be, as TypeScript writes it. */
  readonly type?: string | undefined
  readonly default?: string | undefined
}

/** What changes a row's value; nothing where there is no way. */
export interface Control {
  readonly control: { readonly type: string } | false
  readonly options?: readonly unknown[]
}

// A story has a server of its own.
const fixed = ['endpoint', 'member', 'transport']

/** Names of types whose values a manifest does not list. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  ToastPlacement: [
    ...['top-start', 'top-center', 'top-end'],
    ...['bottom-start', 'bottom-center', 'bottom-end'],
  ],
  CelebrationDuration: ['default', 'x3', 'x10', 'keep'],
  Shortcuts: ['off'],
}

/** The control of a row: attributes by their type, custom properties by their default. */
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
