/** The parts of the custom elements manifest that the stories read. */
export interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly ManifestElement[] }[]
}

/** One element of ours, as its source describes it. */
export interface ManifestElement {
  readonly tagName?: string
  readonly cssStates?: readonly Described[]
  readonly cssProperties?: readonly CssProperty[]
  readonly events?: readonly Described[]
}

/** What has a name and a line that says what it is for. */
export interface Described {
  readonly name: string
  readonly description?: string
}

/** A custom property that a page may set. */
export interface CssProperty extends Described {
  readonly default?: string
}

/** All elements of a manifest. */
export const elementsOf = ({ modules }: Manifest): readonly ManifestElement[] =>
  modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName)

/** The names of all events of all elements, each once. */
export const eventsOf = (manifest: Manifest): readonly string[] => [
  ...new Set(elementsOf(manifest).flatMap(({ events = [] }) => events.map(({ name }) => name))),
]

/** A token as the page about tokens shows it. */
export interface Token extends Described {
  /** What it is in a light page where nobody sets it; the same as `dark` where it has no scheme. */
  readonly light: string
  readonly dark: string
  readonly isColor: boolean
  /** The elements that follow it. */
  readonly tags: readonly string[]
}

/** The tokens of all elements, each once, with the line that the first element has for it. */
export function tokensOf(manifest: Manifest): readonly Token[] {
  const tokens = new Map<string, Token>()
  for (const { tagName = '', cssProperties = [] } of elementsOf(manifest))
    for (const { name, description = '', default: value = '' } of cssProperties) {
      const known = tokens.get(name)
      const [, light = value, dark = value] = /^light-dark\(([^,]+), ([^)]+)\)$/.exec(value) ?? []
      const token = known ?? { name, description, light, dark, isColor: isColor(value), tags: [] }
      tokens.set(name, { ...token, tags: [...token.tags, tagName] })
    }
  return [...tokens.values()]
}

/** Whether a default is one colour. */
export const isColor = (value: string): boolean =>
  /^(light-dark\()?#[\da-f]{3,8}\b[^ ]*( #[^ ]*)?$/i.test(value)
