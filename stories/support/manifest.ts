/** The parts of the custom elements manifest that the stories read. */
export interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly ManifestElement[] }[]
}

/** A Belfry element, as the manifest describes it. */
export interface ManifestElement {
  readonly tagName?: string
  readonly cssStates?: readonly Described[]
  readonly cssProperties?: readonly CssProperty[]
  readonly events?: readonly Described[]
}

/** An entry of the manifest with a name and a description. */
export interface Described {
  readonly name: string
  readonly description?: string
}

/** A custom property that a page may set. */
export interface CssProperty extends Described {
  readonly default?: string
}

/** Returns all elements of a manifest. */
export const elementsOf = ({ modules }: Manifest): readonly ManifestElement[] =>
  modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName)

/** Returns the names of all events of all elements, without duplicates. */
export const eventsOf = (manifest: Manifest): readonly string[] => [
  ...new Set(elementsOf(manifest).flatMap(({ events = [] }) => events.map(({ name }) => name))),
]

/** A design token, as the page about tokens shows it. */
export interface Token extends Described {
  /**
   * The default in the light scheme; the same as `dark` if the token does not depend on the scheme.
   */
  readonly light: string
  readonly dark: string
  readonly isColor: boolean
  /** The tags of the elements that use the token. */
  readonly tags: readonly string[]
}

/**
 * Returns the tokens of all elements without duplicates, each with the description of the first
 * element that has it.
 */
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

/** Whether a default is a single colour. */
export const isColor = (value: string): boolean =>
  /^(light-dark\()?#[\da-f]{3,8}\b[^ ]*( #[^ ]*)?$/i.test(value)
