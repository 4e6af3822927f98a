import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '../visit.mjs'

/** @import { Page } from 'playwright-core' */

/**
 * Asks until the answer is true. Resolves with the time that it took, in milliseconds; `null` if it
 * took longer than `limitMs`.
 *
 * @param {() => Promise<boolean>} isTrue
 * @param {number} limitMs
 */
export async function until(isTrue, limitMs) {
  const startedAt = Date.now()
  while (Date.now() - startedAt < limitMs) {
    if (await isTrue()) return Date.now() - startedAt
    await sleep(100)
  }
  return null
}

/**
 * Returns how many of the pages know of `unread` unread notifications.
 *
 * @param {readonly Page[]} pages
 * @param {number} unread
 */
export async function countUpdated(pages, unread) {
  const counts = await Promise.all(pages.map((page) => ask(page, 'unread')))
  return counts.filter((count) => count >= unread).length
}
