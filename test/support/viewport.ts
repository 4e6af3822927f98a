import { page } from 'vitest/browser'
import { eventually } from './eventually.js'

/** Sets the size of the tests' window, and waits until the page has that size. */
export async function setViewport(width: number, height: number): Promise<void> {
  await page.viewport(width, height)
  await eventually(() => innerWidth === width && innerHeight === height)
}
