import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const EVENTS = 400
const AT_ONCE = 8

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer()
})
afterAll(() => server.stop())

/** Posts every event until it is acknowledged. The server is killed and started again half-way. */
async function postAllThroughACrash(): Promise<void> {
  const waiting = Array.from({ length: EVENTS }, () => randomUUID())
  let acknowledged = 0
  let restarted: Promise<void> | undefined
  const worker = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const data = { memberId: 'student-1', amount: 1, reason: 'Crash' }
      try {
        await server.postEvent('points.earned', data, id)
        acknowledged += 1
        if (acknowledged === EVENTS / 2) restarted = server.kill9().then(() => server.restart())
      } catch (error) {
        if (!restarted) throw error
        // Nobody knows whether it was stored: the same id again is harmless if it was.
        waiting.push(id)
        await restarted
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(acknowledged).toBe(EVENTS)
  await restarted
}

// The open page is what differs by engine, and the walk holds that: here it is the server's memory.
describe.each(engines.slice(0, 1))('an open page in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage()
  })
  afterAll(() => browser.close())

  it(`shows each of ${EVENTS} events once, though the server was killed among them`, async () => {
    await page.goto(`${server.url}/`)
    await page.waitFor(`deep('[part~="button"]') !== null`)
    // Beyond the usual 99, so that the bell tells the exact number.
    await page.evaluate(`deep('notification-bell').setAttribute('max-count', '1000')`)

    await postAllThroughACrash()
    await page.waitFor(
      `deep('[part~="button"]').getAttribute('aria-label') === 'Notifications, ${EVENTS} unread'`,
      30_000,
    )
  })
})
