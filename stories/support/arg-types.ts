import { getCustomElements, type Preview } from '@storybook/web-components-vite'
import { controlFor } from './controls.js'
import { elementsOf, type Manifest } from './manifest.js'

type Enhancer = NonNullable<Preview['argTypesEnhancers']>[number]

/** Adds the states of an element to Storybook's table, which leaves them out. */
export const withStates: Enhancer = ({ argTypes, component }) => ({
  ...argTypes,
  ...Object.fromEntries(
    statesOf(String(component)).map(({ name, description = '' }) => [
      `:state(${name})`,
      { name: `:state(${name})`, description, table: { category: 'states' } },
    ]),
  ),
})

/**
 * Adds controls for attributes and custom properties to the table; the other rows are read-only.
 */
export const withControls: Enhancer = ({ argTypes }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const { table } = argType
      const row = {
        name,
        category: table?.category,
        type: table?.type?.summary,
        default: table?.defaultValue?.summary,
      }
      return [name, { ...argType, ...controlFor(row) }]
    }),
  ) as ReturnType<Enhancer>

const statesOf = (tag: string) =>
  elementsOf(getCustomElements() as Manifest).find(({ tagName }) => tagName === tag)?.cssStates ??
  []
