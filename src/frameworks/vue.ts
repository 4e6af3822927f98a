import type { EmitFn, HTMLAttributes } from 'vue'
import type { AttributesOf, ElementOf, EventsOf, PropertiesOf, Tag } from './elements.js'

/** A Belfry element as a Vue component, for templates. */
export type BelfryComponent<T extends Tag> = new () => {
  $props: HTMLAttributes & AttributesOf<T> & PropertiesOf<T>
  $emit: EmitFn<{ [Name in keyof EventsOf<T>]: (event: EventsOf<T>[Name]) => void }>
} & Omit<ElementOf<T>, '$props' | '$emit'>

type Components = { [T in Tag]: BelfryComponent<T> }

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extends Vue's
  interface GlobalComponents extends Components {}
}
