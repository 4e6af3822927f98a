import type { Preview } from '@storybook/web-components-vite'
import { expect, waitFor } from 'storybook/test'
import type { ReactiveElement } from 'lit'
import { settle } from '../../src/testing/settle.js'

/** Returns the parts of an element that are still marked with another language than the page's. */
function foreignIn(element: Element): Element[] {
  const page = element.closest<HTMLElement>('[lang]')?.lang
  const marked = element.shadowRoot?.querySelectorAll<HTMLElement>('[lang]') ?? []
  return [...marked].filter(({ lang }) => lang !== page)
}

/**
 * Waits until an element no longer changes. The texts of the page's language are loaded by then:
 * they are wider or narrower than the English texts before them, and move the elements beside them.
 */
export async function atRest(element: ReactiveElement): Promise<void> {
  await element.updateComplete
  await waitFor(() => expect(foreignIn(element)).toEqual([]))
  await settle(element)
}

/**
 * Finishes all animations of a story before it is checked: an element that is still fading has a
 * lower contrast than in the end. Storybook's own way does not reach into shadow roots.
 */
export const standStill: NonNullable<Preview['afterEach']> = async ({ canvasElement }) => {
  const elements = [...canvasElement.querySelectorAll<ReactiveElement>(':defined')]
  await Promise.all(elements.map(atRest))
}
