import { getCustomElements, type Preview } from '@storybook/web-components-vite'
import type { CssCustomProperty, Package } from 'custom-elements-manifest/schema'

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

function statesOf(tag: string): readonly CssCustomProperty[] {
  const { modules } = getCustomElements() as Package
  const elements = modules.flatMap(({ declarations = [] }) => declarations)
  const element = elements.find((one) => 'tagName' in one && one.tagName === tag)
  return (element as { cssStates?: readonly CssCustomProperty[] } | undefined)?.cssStates ?? []
}
