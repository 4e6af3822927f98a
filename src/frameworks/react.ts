import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { AttributesOf, ElementOf, EventsOf, PropertiesOf, Tag } from './elements.js'

/** Event listener props: React listens for a custom event under the event's name after `on`. */
type Listeners<T extends Tag> = {
  [Name in keyof EventsOf<T> & string as `on${Name}`]?:
    ((event: EventsOf<T>[Name]) => void) | undefined
}

/** The props of a Belfry element in React 19. */
export type BelfryProps<T extends Tag> = DetailedHTMLProps<
  HTMLAttributes<ElementOf<T>>,
  ElementOf<T>
> &
  AttributesOf<T> &
  PropertiesOf<T> &
  Listeners<T>

type Tags = { [T in Tag]: BelfryProps<T> }

declare module 'react' {
  // eslint-disable-next-line no-restricted-syntax, @typescript-eslint/no-namespace -- React's JSX is one
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extends React's
    interface IntrinsicElements extends Tags {}
  }
}
