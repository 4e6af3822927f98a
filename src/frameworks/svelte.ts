import type { HTMLAttributes } from 'svelte/elements'
import type { AttributesOf, ElementOf, EventsOf, PropertiesOf, Tag } from './elements.js'

/** Event listener attributes: `on…` in Svelte 5, `on:…` in Svelte 4. */
type Listeners<T extends Tag> = {
  [Name in keyof EventsOf<T> & string as `on${Name}` | `on:${Name}`]?:
    ((event: EventsOf<T>[Name]) => void) | undefined
}

/** The attributes of a Belfry element in Svelte. */
export type BelfryAttributes<T extends Tag> = HTMLAttributes<ElementOf<T>> &
  AttributesOf<T> &
  PropertiesOf<T> &
  Listeners<T>

type Tags = { [T in Tag]: BelfryAttributes<T> }

declare module 'svelte/elements' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extends Svelte's
  interface SvelteHTMLElements extends Tags {}
}
