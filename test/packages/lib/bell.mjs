import { deepEqual } from 'node:assert/strict'
import { openPage } from './project.mjs'

/** How long a bell may take, in milliseconds: the machine is busy. */
const PATIENCE_MS = 60_000

/** A report of Vite's development server, which asks for Lit's development build. */
export const LIT_IN_DEVELOPMENT = /^warning: Lit is in dev mode\. .*\/\.vite\/deps\//

/**
 * Opens a page in Chromium, and follows an event from the server to a row of the open panel. The page's
 * bell is that of the demo's member `student-1`.
 *
 * @param {string} url The page.
 * @param {import('./types.js').DemoServer} server
 * @param {string} text Tells this event from others.
 * @param {RegExp} [expected] What the console may say all the same.
 * @throws Error where the row does not come, or the console holds a warning or an error.
 */
export async function seeLiveEvent(url, server, text, expected = /^$/) {
  const { page, reports, close } = await openPage()
  page.setDefaultTimeout(PATIENCE_MS)
  try {
    const state = page.waitForResponse((response) => response.url().includes('/v1/inbox?'))
    await page.goto(url)
    await page.locator('notification-bell button[part~="button"]').waitFor()
    await state
    await server.postEvent('points.earned', { memberId: 'student-1', amount: 1, reason: text })
    await page.locator('notification-bell [part~="badge"]').waitFor()
    await page.locator('notification-bell button[part~="button"]').click()
    await page.locator('[part~="row"]', { hasText: text }).first().waitFor()
    const unexpected = reports.filter((report) => !expected.test(report))
    deepEqual(unexpected, [], 'the console is quiet')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${why}\nThe console: ${reports.join('\n')}`, { cause: error })
  } finally {
    await close()
  }
}
