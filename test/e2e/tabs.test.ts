import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { startFront, STREAM, type Front } from '../support/front.js'
import { HOST_PAGE, hostPage } from '../support/host-page.js'
import {
  launchRealTabs,
  type Profile,
  type RealBrowser,
  type RealTab,
} from '../support/real-tabs.js'
import { registerMember, type RingingMember } from '../support/ringing-member.js'

/** Far above what is promised: what matters here is that it happens. bench/tabs.mjs measures. */
const PATIENCE_MS = 30_000

let server: DemoServer
let front: Front

beforeAll(async () => {
  server = await startDemoServer()
  front = await startFront(server.url, { [HOST_PAGE]: hostPage })
})
afterAll(async () => {
  await front.close()
  await server.stop()
})

// Only Chromium can be driven to freeze or crash a tab.
describe.each(engines.filter((name) => name === 'chromium'))('the tabs of a member in %s', () => {
  let browser: RealBrowser
  let profile: Profile
  let member: RingingMember
  let page: string

  beforeAll(async () => {
    browser = await launchRealTabs()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    profile = await browser.newProfile()
    member = await registerMember(server)
    page = `${front.url}${HOST_PAGE}?member=${member.id}`
  })
  afterEach(async () => {
    await profile.close()
    await streams(0)
  })

  const streams = (count: number) =>
    expect.poll(() => front.open(STREAM), { timeout: PATIENCE_MS }).toBe(count)
  const areRight = (...tabs: readonly RealTab[]) =>
    Promise.all(tabs.map((tab) => tab.waitFor(member.isBellRight(), PATIENCE_MS)))
  const leads = (tab: RealTab) => tab.waitFor(isLeader, PATIENCE_MS)

  it('share one stream, twenty of them, and each shows what it brings', async () => {
    const tabs: RealTab[] = []
    for (let count = 0; count < 20; count += 1) tabs.push(await profile.openTab(page))
    await areRight(...tabs)
    await streams(1)
    await member.ring()
    await areRight(...tabs)
    expect(front.open(STREAM)).toBe(1)
  })

  it('go on when the one that holds the stream is closed', async () => {
    const leader = await profile.openTab(page)
    await leads(leader)
    const others = [await profile.openWindow(page), await profile.openTab(page)]
    await areRight(...others)
    await leader.close()
    await member.ring()
    await areRight(...others)
    await streams(1)
  })

  it('go on when the one that holds the stream crashes', async () => {
    const leader = await profile.openTab(page)
    await leads(leader)
    const others = [await profile.openWindow(page), await profile.openTab(page)]
    await areRight(...others)
    await leader.crash()
    await member.ring()
    await areRight(...others)
    await streams(1)
  })

  it('fault 31: go on when the one that holds the stream is hidden and frozen', async () => {
    const leader = await profile.openTab(page)
    await leads(leader)
    const other = await profile.openTab(page)
    await leader.freeze()
    await member.ring()
    await areRight(other)
    await leads(other)

    await leader.thaw()
    await leader.show()
    await areRight(leader)
    await streams(1)
  })

  it('fault 31: go around the one that holds the stream when it hangs', async () => {
    const leader = await profile.openTab(page)
    await leads(leader)
    const others = [await profile.openWindow(page), await profile.openWindow(page)]
    await areRight(...others)
    await leader.hang()
    await member.ring()
    await areRight(...others)

    await leader.unhang()
    await areRight(leader)
    await streams(1)
  })

  it('fault 31: let a visible one take the stream over from one that nobody sees', async () => {
    const hidden = await profile.openTab(page)
    await leads(hidden)
    const visible = await profile.openTab(page)
    await leads(visible)
    await member.ring()
    await areRight(visible, hidden)
    await streams(1)
  })
})

/** Whether the tab holds the lock of the stream. Locks are told apart by an id of the page. */
const isLeader = `await navigator.locks.request('me' + Math.random(), async ({ name }) => {
  const { held } = await navigator.locks.query()
  const { clientId } = held.find((lock) => lock.name === name)
  return held.some((lock) => lock.name.endsWith(':stream') && lock.clientId === clientId)
})`
