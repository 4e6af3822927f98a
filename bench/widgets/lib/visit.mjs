import { setTimeout as sleep } from 'node:timers/promises'
import { openProfile } from './browser.mjs'
import { MainThread } from './load.mjs'
import { BenchServer } from './server.mjs'

/**
 * @import { Browser, Page } from 'playwright-core'
 * @import { Adapter } from './adapters.mjs'
 * @import { Profile } from './browser.mjs'
 * @import { Bundle } from './bundle.mjs'
 * @import { Bench, Marks } from './in-page/bench.mjs'
 */

/**
 * The widget that a cell measures.
 *
 * @typedef {object} Subject
 * @property {Browser} browser
 * @property {Adapter} adapter
 * @property {Bundle} bundle
 * @property {number} runs
 * @property {(line: string) => void} say
 */

/**
 * A page of the widget, in a browser context of its own, with a server of its own.
 *
 * @typedef {{ page: Page, thread: MainThread, server: BenchServer, profile: Profile }} Visit
 */

/**
 * Opens a context and a server, measures, and closes both.
 *
 * @template Result
 * @param {Subject} subject
 * @param {{ total?: number, unread?: number }} options
 * @param {(opened: { server: BenchServer, profile: Profile }) => Promise<Result>} measure
 */
export async function withServer({ browser, adapter, bundle }, options, measure) {
  const server = await new BenchServer({ bundle, ...options }).start(adapter)
  const profile = await openProfile(browser, bundle, server.origin)
  try {
    return await measure({ server, profile })
  } finally {
    await profile.context.close()
    await server.stop()
  }
}

/**
 * Opens an empty page, measures, and closes everything.
 *
 * @template Result
 * @param {Subject} subject
 * @param {{ throttle?: number, total?: number }} options
 * @param {(visit: Visit) => Promise<Result>} measure
 */
export const visit = (subject, { throttle = 1, ...options }, measure) =>
  withServer(subject, options, async ({ server, profile }) => {
    const page = await profile.context.newPage()
    const thread = await MainThread.of(page, throttle)
    return measure({ page, thread, server, profile })
  })

/**
 * Calls a function of the object `bench` in the page.
 *
 * @template {keyof Bench} Name
 * @param {Page} page
 * @param {Name} name
 * @param {Parameters<Bench[Name]>} given
 * @returns {Promise<Awaited<ReturnType<Bench[Name]>>>}
 */
export const ask = (page, name, ...given) =>
  page.evaluate(([name, given]) => {
    const { bench } = /** @type {{ bench: Record<string, (...given: unknown[]) => any> }} */ (
      /** @type {unknown} */ (globalThis)
    )
    return bench[name]?.(...given)
  }, /** @type {const} */ ([name, given]))

/**
 * Waits until a moment is measured.
 *
 * @param {Page} page
 * @param {keyof Marks} name
 */
export async function waitForMark(page, name, limitMs = 20_000) {
  const expression = `globalThis.bench.mark(${JSON.stringify(name)}) !== null`
  await page.waitForFunction(expression, undefined, { timeout: limitMs, polling: 50 })
}

/**
 * Opens the page of the widget, and waits until the bell is painted.
 *
 * @param {Page} page
 * @param {BenchServer} server
 */
export async function openPage(page, server) {
  await page.goto(`${server.origin}/`)
  await waitForMark(page, 'bellMs')
}

/**
 * Waits until the widget has its connection for live changes.
 *
 * @param {BenchServer} server
 */
export async function waitForConnection(server, limitMs = 5000) {
  const startedAt = Date.now()
  while (server.connections === 0 && Date.now() - startedAt < limitMs) await sleep(50)
}

/** Clicks the bell with a trusted event. @param {Page} page */
export async function clickBell(page) {
  const { x, y } = await ask(page, 'bellPlace')
  await page.mouse.click(x, y)
}

/**
 * Opens the list, and waits until `rows` rows of it are painted.
 *
 * @param {Page} page
 */
export async function openList(page, rows = 1) {
  const askedAt = await ask(page, 'watchOpen', rows)
  await clickBell(page)
  await waitForMark(page, 'open')
  return askedAt
}
