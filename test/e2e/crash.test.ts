import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPage } from '../../src/protocol/index.js'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const EVENTS = 1000
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
        // It may have been stored already; sending the same id again is harmless.
        waiting.push(id)
        await restarted
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(acknowledged).toBe(EVENTS)
  await restarted
}

/** How many of the events the member has, each row once, by reading the whole list. */
async function countStored(): Promise<number> {
  const answer = await fetch(`${server.url}/demo/token?member=student-1`)
  const { token } = (await answer.json()) as { token: string }
  const stored = new Set<string>()
  for (let after: string | null = ''; after !== null;) {
    const query = new URLSearchParams({ limit: '100', ...(after && { after }) })
    const response = await fetch(`${server.url}/v1/inbox/page?${query.toString()}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page: unknown = await response.json()
    if (!isPage(page)) throw new Error(`no page: ${JSON.stringify(page)}`)
    for (const { id, content } of page.notifications)
      if (content?.message === 'Crash') stored.add(id)
    after = page.next
  }
  return stored.size
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

  it(`shows each of ${EVENTS} events once although the server was killed among them`, async () => {
    await page.goto(`${server.url}/`)
    await page.waitFor(`deep('[part~="button"]') !== null`)
    await page.evaluate(`deep('notification-bell').setAttribute('max-count', '1000')`)

    await postAllThroughACrash()
    await page.waitFor(
      `deep('[part~="button"]').getAttribute('aria-label') === 'Notifications, more than ${EVENTS} unread'`,
    )
    // A count of 1,000 means that many or more: the list tells.
    expect(await countStored()).toBe(EVENTS)
  })
})
