import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { registerMember, type RingingMember } from '../support/ringing-member.js'

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer({ BELFRY_HEARTBEAT_MS: '2000' })
})
afterAll(() => server.stop())

const inBell = (css: string) => `document.querySelector('#own').shadowRoot.querySelector('${css}')`
const badge = `${inBell('[part=badge]')}?.textContent.trim()`
const rowCount = `document.querySelector('#own').shadowRoot.querySelectorAll('[part~=row]').length`
const isSignedOut = `${inBell('#panel')}.textContent.includes('You are signed out')`
const traces = `Object.keys(localStorage).filter((key) => key.includes(inboxName)).length`

describe.each(engines)('a member whom the host removes, in %s', (name) => {
  let browser: Browser
  let page: Page
  let member: RingingMember

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    member = await registerMember(server)
    await page.goto(`${server.url}/`)
    await page.waitFor(`customElements.get('notification-bell') !== undefined`)
  })

  /** A bell of the member's, on the server's own origin, with its panel open. */
  async function openBell(transport: string): Promise<void> {
    await page.evaluate(`(() => {
      const bell = document.createElement('notification-bell')
      Object.assign(bell, { id: 'own', member: '${member.id}', transport: '${transport}' })
      bell.getToken = async () =>
        (await (await fetch('/demo/token?member=${member.id}')).json()).token
      bell.endpoint = '/'
      document.body.append(bell)
      bell.show()
    })()`)
    await page.waitFor(`${rowCount} === 3 && ${badge} === '3'`)
    await page.waitFor(`document.querySelector('#own').inbox.$status.get() === 'live'`)
    await page.evaluate(`window.inboxName =
      document.querySelector('#own').inbox.internals.identity()`)
    await page.waitFor(`${traces} > 0`)
  }

  it.each(['sse', 'websocket', 'polling'])(
    'disappears from an open page over %s, and is shown again once added again',
    async (transport) => {
      for (let n = 0; n < 3; n += 1) await member.ring()
      await openBell(transport)
      await server.postEvent('member.removed', { memberId: member.id })
      await page.waitFor(`${rowCount} === 0 && ${badge} === undefined && ${isSignedOut}`)
      await page.waitFor(`${traces} === 0`)
      await server.postEvent('member.registered', {
        memberId: member.id,
        name: 'Test member',
        email: `${member.id}@example.com`,
      })
      await server.postEvent('points.earned', { memberId: member.id, amount: 1, reason: 'Test' })
      await page.waitFor(`${rowCount} === 1 && ${badge} === '1'`)
    },
  )
})
