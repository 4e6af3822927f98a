import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import {
  startBlockingProxy,
  STREAM,
  type BlockingProxy,
} from '../simulation/network/blocking-proxy.js'
import { HOST_PAGE, hostPage } from '../support/host-page.js'
import { registerMember, type RingingMember } from '../support/ringing-member.js'

let server: DemoServer
let proxy: BlockingProxy

beforeAll(async () => {
  server = await startDemoServer({ BELFRY_HEARTBEAT_MS: '2000' })
  proxy = await startBlockingProxy(server.url, { [HOST_PAGE]: hostPage })
})
afterAll(async () => {
  await proxy.close()
  await server.stop()
})

const streams = (count: number) => expect.poll(() => proxy.open(STREAM)).toBe(count)

// Chromium's tabs are driven as real ones, in tabs.test.ts; WebKitGTK's driver knows one tab only.
describe.each(engines.filter((name) => name === 'firefox'))(
  'the tabs of a member in %s',
  (name) => {
    let browser: Browser
    let blank: Page
    let tabs: readonly Page[]
    let member: RingingMember

    beforeAll(async () => {
      browser = await launch(name)
    })
    afterAll(() => browser.close())
    beforeEach(async () => {
      member = await registerMember(server)
      blank = await browser.newPage()
      tabs = [await blank.openTab(), await blank.openTab(), await blank.openTab()]
      for (const tab of tabs) {
        await tab.goto(`${proxy.url}${HOST_PAGE}?member=${member.id}`)
        await tab.waitFor(member.isBellRight())
      }
      await streams(1)
    })
    afterEach(() => blank.close())

    const areRight = (...tabs: readonly Page[]) =>
      Promise.all(tabs.map((tab) => tab.waitFor(member.isBellRight())))

    it('share one stream, and each shows its changes', async () => {
      await member.ring()
      await areRight(...tabs)
      await streams(1)
    })

    it('stay live when the leader is closed', async () => {
      const [leader, ...others] = tabs
      await leader!.close()
      await member.ring()
      await areRight(...others)
      await streams(1)
    })

    it('fault 2: stay live when the stream is dead although it was not closed', async () => {
      proxy.mute(STREAM)
      proxy.mute()
      await member.ring()
      await areRight(...tabs)
      await streams(1)
    })
  },
)

// Here one page is all that can be had.
describe.each(engines.filter((name) => name === 'webkit'))('a page in %s', (name) => {
  it('fault 2: stays live when its stream is dead although it was not closed', async () => {
    const browser = await launch(name)
    try {
      const member = await registerMember(server)
      const page = await browser.newPage()
      await page.goto(`${proxy.url}${HOST_PAGE}?member=${member.id}`)
      await page.waitFor(member.isBellRight())
      await streams(1)
      proxy.mute(STREAM)
      proxy.mute()
      await member.ring()
      await page.waitFor(member.isBellRight())
      await streams(1)
    } finally {
      await browser.close()
    }
  })
})
