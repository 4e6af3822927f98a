import { expect } from 'vitest'
import { settle } from '../../src/testing/settle.js'

/** Passes if axe finds no violation in an element once its animations are over. */
export async function expectAccessible(element: Element): Promise<void> {
  await settle(element)
  await expect(element).to.be.accessible()
}
