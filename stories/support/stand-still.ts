import type { Preview } from '@storybook/web-components-vite'
import { expect, waitFor } from 'storybook/test'
import type { ReactiveElement } from 'lit'
import { settle } from '../../src/testing/settle.js'

/** What an element still says in another language than the page, and marks as such. */
function foreignIn(element: Element): Element[] {
  const page = element.closest<HTMLElement>('[lang]')?.lang
  const marked = element.shadowRoot?.querySelectorAll<HTMLElement>('[lang]') ?? []
  return [...marked].filter(({ lang }) => lang !== page)
}

/**
 * Waits until an element stands still. The words of the page's language are loaded: they are wider or
 * narrower than the English that stands there before them, and move what is beside them.
 */
export async function atRest(element: ReactiveElement): Promise<void> {
  await element.updateComplete
  await waitFor(() => expect(foreignIn(element)).toEqual([]))
  await settle(element)
}

/**
 * Brings a story to rest before it is judged: what still fades in or out has less contrast than it
 * will have. Storybook's own way does not reach into elements.
 */
export const standStill: NonNullable<Preview['afterEach']> = async ({ canvasElement }) => {
  const elements = [...canvasElement.querySelectorAll<ReactiveElement>(':defined')]
  await Promise.all(elements.map(atRest))
}
