import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines } from '../support/browsers.js'
import { COMMANDS, STREAM } from '../simulation/network/blocking-proxy.js'
import { markAllAsRead, openPanel, rows, status } from '../support/open-panel.js'
import { openRealStage, type RealStage } from '../support/real-stage.js'
import { launchRealTabs, type Profile, type RealTab } from '../support/real-tabs.js'
import type { RingingMember } from '../support/ringing-member.js'

/** How long a notification is there that expires: long enough to be seen on a machine that is busy. */
const LIFE_MS = 15_000

// Only Chromium can be driven to cut a tab off, to crash it, and to keep pages to come back to.
describe.each(engines.filter((name) => name === 'chromium'))('a page in %s', () => {
  let stage: RealStage
  let profile: Profile
  let member: RingingMember
  let page: string
  let tab: RealTab

  beforeAll(async () => {
    stage = await openRealStage()
  })
  afterAll(() => stage.close())
  beforeEach(async () => {
    profile = await stage.browser.newProfile()
    ;({ member, page } = await stage.addMember())
  })
  afterEach(async () => {
    stage.proxy.mute()
    await profile.close()
  })

  const isRight = (count?: number) => tab.waitFor(member.isBellRight(count))
  const isLive = () => tab.waitFor(`${status} === 'Live'`)
  /** Makes a notification that is gone again so much later. */
  const expire = (inMs: number) => {
    const expiresAt = new Date(Date.now() + inMs).toISOString()
    const data = { memberId: member.id, amount: 1, reason: 'Test', expiresAt }
    return stage.server.postEvent('points.earned', data)
  }
  const openPage = async () => {
    tab = await profile.openTab(page)
    await isRight()
  }

  it('fault 33: goes into the back/forward cache, and is up to date on return', async () => {
    await openPage()
    await openPanel(tab)
    await isLive()
    await tab.goto(`${stage.proxy.url}/certificates`)
    await member.ring()
    await tab.back()
    await tab.waitFor('globalThis.lives?.length === 2')
    expect(await tab.evaluate('lives')).toEqual([{ persisted: false }, { persisted: true }])
    await isRight()
    await member.ring()
    await isRight()
  })

  it('fault 2: goes on without a reload when the network is back', async () => {
    await openPage()
    await openPanel(tab)
    await isLive()
    await tab.setOffline(true)
    await tab.waitFor(`${status} === 'Offline, trying again'`)
    await member.ring()
    await tab.setOffline(false)
    await isRight()
    await isLive()
    expect(await tab.evaluate('lives.length')).toBe(1)
  })

  it('fault 2: detects that its stream is dead although it was not closed', async () => {
    await openPage()
    await openPanel(tab)
    await isLive()
    stage.proxy.mute(STREAM)
    stage.proxy.mute()
    await member.ring()
    await isRight()
    await expect.poll(() => stage.proxy.open(STREAM)).toBe(1)
  })

  it('removes an expired notification from its list, its badge and its other tabs at that moment', async () => {
    await member.ring()
    const hidden = (tab = await profile.openTab(page))
    await isRight(1)
    await openPage()
    await openPanel(tab)
    await expire(LIFE_MS)
    for (const each of [hidden, tab]) await each.waitFor(member.isBellRight(2))
    await tab.waitFor(`${rows} === 2`)
    for (const each of [hidden, tab]) await each.waitFor(member.isBellRight(1))
    await tab.waitFor(`${rows} === 1`)
  })

  it('that slept when a notification expired wakes without it', async () => {
    await member.ring()
    await openPage()
    await openPanel(tab)
    await expire(LIFE_MS)
    await isRight(2)
    await tab.freeze()
    await expect.poll(() => member.countAtServer()).toBe(1)
    await tab.thaw()
    await isRight(1)
    await tab.waitFor(`${rows} === 1`)
  })

  it('fault 23: is live by polling behind a proxy that blocks streams, without an error', async () => {
    stage.proxy.mute(STREAM)
    await openPage()
    await openPanel(tab)
    await tab.evaluate(keepWords)
    await isLive()
    await member.ring()
    await isRight()
    // The first is there to be read only where the page was fast to open.
    expect(await tab.evaluate('[...words]')).toBeOneOf([['Connecting…', 'Live'], ['Live']])
  })

  it('fault 30: that crashes right after a click has its command sent when it is open again', async () => {
    await member.ring()
    stage.proxy.mute(COMMANDS)
    await openPage()
    await markAllAsRead(tab)
    await isRight(0)
    await tab.crash()
    stage.proxy.mute()
    expect(await member.countAtServer()).toBe(1)

    tab = await profile.openTab(page)
    await isRight(0)
    await expect.poll(() => member.countAtServer()).toBe(0)
  })

  it('fault 30: has its command sent after a crash and restart of the whole browser', async () => {
    const browser = await launchRealTabs()
    try {
      await member.ring()
      stage.proxy.mute(COMMANDS)
      tab = await browser.profile().openTab(page)
      await isRight()
      await markAllAsRead(tab)
      await isRight(0)
      await expect.poll(() => browser.hasWritten('read-all')).toBe(true)
      await browser.restart()
      stage.proxy.mute()

      tab = await browser.profile().openTab(page)
      await isRight(0)
      await expect.poll(() => member.countAtServer()).toBe(0)
    } finally {
      await browser.close()
    }
  })

  const actsWithoutStorage = async () => {
    await member.ring()
    await isRight()
    expect(await tab.evaluate(isDurable)).toBe(false)
    await markAllAsRead(tab)
    await isRight(0)
    await isLive()
    await expect.poll(() => member.countAtServer()).toBe(0)
  }

  it('fault 34: works without storage, and says that it keeps nothing', async () => {
    const browser = await launchRealTabs(denyStorage)
    try {
      tab = await browser.profile().openTab(page)
      await actsWithoutStorage()
    } finally {
      await browser.close()
    }
  })

  it('fault 34: works with full storage, and says that it keeps nothing', async () => {
    await openPage()
    await tab.evaluate(fillStorage)
    await tab.reload()
    await actsWithoutStorage()
  })
})

/** Notes each word that the open panel has for the connection, from now on. */
const keepWords = `(() => {
  const { textContent } = deep('[part~="status"]')
  globalThis.words = new Set([textContent.trim()])
  new MutationObserver(() => words.add(deep('[part~="status"]').textContent.trim()))
    .observe(deep('[part~="status"]'), { characterData: true, childList: true, subtree: true })
})()`

/** Whether an inbox of the page says that what the member does outlives it. */
const isDurable = `await import('/belfry/belfry.js').then(async ({ createInbox }) => {
  const { getToken } = document.querySelector('notification-bell')
  const inbox = createInbox({ endpoint: '/', getToken })
  inbox.start()
  await new Promise((live) => inbox.$status.subscribe((now) => now === 'live' && live()))
  inbox.markAsSeen()
  await new Promise((done) => setTimeout(done))
  inbox.close()
  return inbox.$isDurable.get()
})`

/** Chromium's "Don't allow sites to save data on your device". */
const denyStorage = { profile: { default_content_setting_values: { cookies: 2 } } }

const fillStorage = `void (() => {
  for (let length = 1 << 20; length > 0; length >>= 1)
    try {
      for (;;) localStorage.setItem(String(Math.random()), 'x'.repeat(length))
    } catch {}
})()`
