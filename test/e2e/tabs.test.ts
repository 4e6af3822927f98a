import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines } from '../support/browsers.js'
import { COMMANDS, STREAM } from '../simulation/network/blocking-proxy.js'
import { markAllAsRead, rows, status } from '../support/open-panel.js'
import { openRealStage, type RealStage } from '../support/real-stage.js'
import { insecureHost, isLeader, type Profile, type RealTab } from '../support/real-tabs.js'
import type { RingingMember } from '../support/ringing-member.js'

// Only Chromium can be driven to freeze or crash a tab. How soon others go on: bench/tabs.mjs.
describe.each(engines.filter((name) => name === 'chromium'))('the tabs of a member in %s', () => {
  let stage: RealStage
  let profile: Profile
  let member: RingingMember
  let page: string

  beforeAll(async () => {
    stage = await openRealStage()
  })
  afterAll(() => stage.close())
  beforeEach(async () => {
    profile = await stage.browser.newProfile()
    ;({ member, page } = await stage.addMember())
  })
  afterEach(async () => {
    await profile.close()
    await streams(0)
  })

  const streams = (count: number) => expect.poll(() => stage.proxy.open(STREAM)).toBe(count)
  const areRight = (...tabs: readonly RealTab[]) =>
    Promise.all(tabs.map((tab) => tab.waitFor(member.isBellRight())))
  const leads = (tab: RealTab) => tab.waitFor(isLeader)

  it('share one stream if there are twenty of them, and each shows its changes', async () => {
    const tabs: RealTab[] = []
    for (let count = 0; count < 20; count += 1) tabs.push(await profile.openTab(page))
    await areRight(...tabs)
    await streams(1)
    await member.ring()
    await areRight(...tabs)
    expect(stage.proxy.open(STREAM)).toBe(1)
  })

  it('stay live when the leader is closed', async () => {
    const leader = await profile.openTab(page)
    await leads(leader)
    const others = [await profile.openWindow(page), await profile.openTab(page)]
    await areRight(...others)
    await leader.close()
    await member.ring()
    await areRight(...others)
    await streams(1)
  })

  it('stay live when the leader crashes', async () => {
    const leader = await profile.openTab(page)
    await leads(leader)
    const others = [await profile.openWindow(page), await profile.openTab(page)]
    await areRight(...others)
    await leader.crash()
    await member.ring()
    await areRight(...others)
    await streams(1)
  })

  it('fault 31: stay live when the leader is hidden and frozen', async () => {
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

  it('fault 31: stay live when the leader hangs', async () => {
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

  it('fault 31: move the stream from a hidden tab to a visible one', async () => {
    const hidden = await profile.openTab(page)
    await leads(hidden)
    const visible = await profile.openTab(page)
    // Where a machine that is busy made one take it over before, the next may do so a minute later.
    await visible.waitFor(isLeader, 90_000)
    await member.ring()
    await areRight(visible, hidden)
    await streams(1)
  })

  it('have a stream each while visible on an insecure origin, where there are no locks', async () => {
    const insecure = page.replace('127.0.0.1', insecureHost)
    const hidden = await profile.openTab(insecure)
    await areRight(hidden)
    await streams(1)
    const visible = [await profile.openTab(insecure), await profile.openWindow(insecure)]
    expect(await hidden.evaluate('[isSecureContext, navigator.locks === undefined]')).toEqual([
      false,
      true,
    ])
    await member.ring()
    await areRight(...visible)
    await streams(2)
    await hidden.show()
    await areRight(hidden)
    await streams(2)
  })

  describe('fault 27: when another member signs in', () => {
    let other: RingingMember
    let unsent: RealTab

    beforeEach(async () => {
      ;({ member: other } = await stage.addMember())
      await other.ring()
      await other.ring()
      await member.ring()
      stage.proxy.mute(COMMANDS)
      unsent = await profile.openTab(page)
      await areRight(unsent)
      await markAllAsRead(unsent)
      await unsent.waitFor(member.isBellRight(0))
    })
    afterEach(() => stage.proxy.mute())

    const isAsBefore = async () => {
      expect(await member.countAtServer()).toBe(1)
      expect(await other.countAtServer()).toBe(2)
    }

    it('in another tab after a log-out, show nothing of the former member', async () => {
      const another = await profile.openWindow(page)
      await another.waitFor(member.isBellRight(0))
      await another.evaluate(`import('/belfry/belfry.js').then(async ({ createInbox }) => {
        const { getToken } = document.querySelector('notification-bell')
        const inbox = createInbox({ endpoint: '/', getToken })
        inbox.start()
        await new Promise((live) => inbox.$status.subscribe((now) => now === 'live' && live()))
        inbox.logOut()
      })`)
      await unsent.waitFor(`${rows} === 0 && ${status} === 'Disconnected'`)
      // By the tab that logged out, with code that it may have to load for that.
      await unsent.waitFor(`Object.keys(localStorage).every((key) => !key.includes('outbox'))`)

      await another.goto(page.replace(member.id, other.id))
      stage.proxy.mute()
      await another.waitFor(other.isBellRight())
      await isAsBefore()
    })

    it('under an open page, show the new member’s inbox, and send no command in their name', async () => {
      await unsent.evaluate(`void (document.querySelector('notification-bell').getToken = async () =>
        (await (await fetch('/demo/token?member=${other.id}')).json()).token)`)
      // The open stream falls silent, so the next stream belongs to the other member.
      stage.proxy.mute(STREAM)
      stage.proxy.mute()
      await unsent.waitFor(other.isBellRight())
      await unsent.waitFor(`${rows} === 2`)
      await isAsBefore()
    })
  })
})
