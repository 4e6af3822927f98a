import { getCustomElements, type Preview } from '@storybook/web-components-vite'

type Enhancer = NonNullable<Preview['argTypesEnhancers']>[number]

/** What Storybook's table of an element leaves out: its states. */
export const withStates: Enhancer = ({ argTypes, component }) => ({
  ...argTypes,
  ...Object.fromEntries(
    statesOf(String(component)).map(({ name, description = '' }) => [
      `:state(${name})`,
      { name: `:state(${name})`, description, table: { category: 'states' } },
    ]),
  ),
})

/** Only what a story passes on can be changed from the table; the rest of it is for reading. */
export const forReading: Enhancer = ({ argTypes, initialArgs }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => [
      name,
      Object.hasOwn(initialArgs, name) ? argType : { ...argType, control: false },
    ]),
  )

/** The parts of the manifest that are read here. */
interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Element[] }[]
}

interface Element {
  readonly tagName: string
  readonly cssStates?: readonly { readonly name: string; readonly description?: string }[]
}

function statesOf(tag: string): NonNullable<Element['cssStates']> {
  const { modules } = getCustomElements() as Manifest
  const elements = modules.flatMap(({ declarations }) => declarations)
  return elements.find(({ tagName }) => tagName === tag)?.cssStates ?? []
}
