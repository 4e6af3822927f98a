import { describe, expect, it } from 'vitest'
import type { Inbox } from '../../../src/client/create-inbox.js'
import { openInbox } from '../../support/tab-inboxes.js'
import { FakeBrowser } from '../../simulation/browser/fake-browser.js'
import {
  browser,
  openVisibleTab,
  server,
  setStageForEachTest,
  time,
} from '../../support/tab-stage.js'

setStageForEachTest()

/** The id of the n-th newest notification. */
const idOf = (n: number) => server.snapshot(100).notifications[n]?.id ?? ''
const received = () => server.requests.flatMap(({ commands }) => commands.map(({ type }) => type))
/** How often the server was handed each command. */
const timesSent = () => {
  const times = new Map<string, number>()
  for (const { id } of server.requests.flatMap(({ commands }) => commands))
    times.set(id, (times.get(id) ?? 0) + 1)
  return [...times.values()]
}
const listed = (inbox: Inbox) =>
  inbox.$notifications.get().map(({ id, isUnread }) => [id, isUnread] as const)

/** A network of one device's own, which can be cut. */
function network() {
  const net = {
    isDown: false,
    fetch: ((input, init) => {
      if (net.isDown) return Promise.reject(new TypeError('network is down'))
      return server.fetch(input, init)
    }) satisfies typeof globalThis.fetch,
  }
  return net
}

describe('fault 30: a tab that is killed right after a click', () => {
  it('loses no command, because the next page sends it', async () => {
    server.addMany(3)
    const net = network()
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, net.fetch)
    net.isDown = true
    await tab.do(() => {
      inbox.markAsRead(idOf(0))
      tab.crash()
    })
    await time.advance(60_000)
    expect(server.counts.unread).toBe(3)
    net.isDown = false
    const next = await openInbox(openVisibleTab(), net.fetch)
    await time.advance(1_000)
    expect(server.counts.unread).toBe(2)
    expect(next.$counts.get().unread).toBe(2)
    expect(received()).toEqual(['read'])
  })

  it('loses no command, because another open tab sends it', async () => {
    server.addMany(3)
    const net = network()
    const tab = openVisibleTab()
    const other = await openInbox(openVisibleTab(), net.fetch)
    const dying = network()
    const inbox = await openInbox(tab, dying.fetch)
    dying.isDown = true
    await tab.do(() => {
      inbox.markAsRead(idOf(0))
      tab.crash()
    })
    await time.advance(10_000)
    expect(other.$counts.get().unread).toBe(2)
    expect(server.counts.unread).toBe(2)
  })
})

describe('fault 32: two tabs that could send the same command', () => {
  it('send it once although the acting tab crashes while it waits for the lock', async () => {
    server.addMany(3)
    const [first, second] = [openVisibleTab(), openVisibleTab()]
    const one = await openInbox(first, server.fetch)
    await openInbox(second, server.fetch)
    await first.do(() => one.markAllAsRead())
    await time.advance(20_000)
    expect(timesSent()).toEqual([1])
    await first.do(() => one.markAsUnread(idOf(0)))
    first.crash()
    await time.advance(20_000)
    expect(server.counts.unread).toBe(1)
    expect(received()).toEqual(['read-all', 'unread'])
  })

  it('send it without the lock if the holder of the lock hangs', async () => {
    server.addMany(3)
    const [first, second] = [openVisibleTab(), openVisibleTab()]
    const one = await openInbox(first, server.fetch)
    const other = await openInbox(second, server.fetch)
    server.isSilent = true
    await first.do(() => one.markAsRead(idOf(0)))
    await time.advance(10)
    first.hang()
    server.isSilent = false
    await second.do(() => other.markAsRead(idOf(1)))
    await time.advance(5_500)
    expect(server.counts.unread).toBe(1)
    first.crash()
  })
})

describe('a page that ends', () => {
  it.each(['close', 'freeze'] as const)(
    'by "%s" sends its remaining commands at once',
    async (end) => {
      server.addMany(3)
      const tab = openVisibleTab()
      const inbox = await openInbox(tab, server.fetch)
      server.isSilent = true
      await tab.do(() => inbox.markAsRead(idOf(0)))
      await tab.do(() => inbox.markAsRead(idOf(1)))
      await time.advance(1_000)
      server.isSilent = false
      tab[end]()
      await time.advance(100)
      expect(server.counts.unread).toBe(1)
      expect(browser.locks.concerns(tab.thread)).toBe(false)
    },
  )
})

describe('fault 34: storage', () => {
  const failures: readonly [string, () => void][] = [
    ['that is full', () => (browser.storage.limit = 0)],
    ['that is forbidden', () => (browser.storage.isForbidden = true)],
  ]

  it.each(failures)(
    '%s lets commands work in memory, and the inbox is not durable',
    async (_, fail) => {
      server.addMany(3)
      fail()
      const tab = openVisibleTab()
      const inbox = await openInbox(tab, server.fetch)
      server.failure = 503
      await tab.do(() => inbox.markAsRead(idOf(0)))
      await tab.do(() => inbox.markAllAsRead())
      await tab.do(() => inbox.undo())
      expect(inbox.$isDurable.get()).toBe(false)
      expect(inbox.$counts.get().unread).toBe(2)
      server.failure = undefined
      await time.advance(10_000)
      expect(server.counts.unread).toBe(2)
      expect(inbox.$counts.get().unread).toBe(2)
    },
  )

  it('that has room again keeps the commands that are left', async () => {
    server.addMany(3)
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    browser.storage.limit = 0
    server.failure = 503
    await tab.do(() => inbox.markAsRead(idOf(0)))
    expect(inbox.$isDurable.get()).toBe(false)
    browser.storage.limit = Infinity
    await tab.do(() => inbox.markAsRead(idOf(1)))
    expect(inbox.$isDurable.get()).toBe(true)
    tab.crash()
    server.failure = undefined
    await openInbox(openVisibleTab(), server.fetch)
    await time.advance(1_000)
    expect(server.counts.unread).toBe(1)
  })

  it('that is emptied in between loses no command of the page', async () => {
    server.addMany(3)
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    server.failure = 503
    await tab.do(() => inbox.markAsRead(idOf(0)))
    browser.storage.clear(null)
    await time.advance(2_000)
    expect(inbox.$counts.get().unread).toBe(2)
    server.failure = undefined
    await time.advance(10_000)
    expect(server.counts.unread).toBe(2)
  })
})

describe('fault 35: a day offline', () => {
  it('with 200 commands ends in the server’s order while another device acts', async () => {
    server.addMany(60)
    const net = network()
    const tab = openVisibleTab()
    const offline = await openInbox(tab, net.fetch, { pageSize: 60 })
    const elsewhere = new FakeBrowser(time)
    const desk = openVisibleTab(elsewhere)
    const online = await openInbox(desk, server.fetch, { pageSize: 60 })
    const ids = server.snapshot(60).notifications.map(({ id }) => id)
    net.isDown = true
    server.cut()
    for (let n = 0; n < 200; n += 1) {
      const id = ids[n % 40] ?? ''
      const acts = [offline.markAsRead, offline.markAsUnread, offline.markAsRead, offline.remove]
      await tab.do(() => acts[Math.floor(n / 40) % 4]?.call(offline, id))
      await time.advance(500)
      if (n % 20 === 0) await desk.do(() => online.remove(ids[40 + n / 20] ?? ''))
      if (n === 100) await desk.do(() => online.markAsUnread(ids[1] ?? ''))
      if (n === 150) await desk.do(() => online.clearRead())
    }
    server.addMany(2)
    expect(offline.$status.get()).toBe('offline')
    for (const machine of [browser, elsewhere]) machine.sleep()
    await time.advance(86_400_000)
    for (const machine of [browser, elsewhere]) machine.wakeUp()
    net.isDown = false
    await time.advance(120_000)
    const truth = server.snapshot(100)
    const visible = truth.notifications.map(({ id }) => id)
    for (const inbox of [offline, online]) {
      expect(listed(inbox).map(([id]) => id)).toEqual(visible)
      expect(inbox.$counts.get()).toEqual(truth.counts)
    }
    expect(visible).not.toContain(ids[40])
    expect(visible).not.toContain(ids[0])
    expect(timesSent().length).toBeGreaterThanOrEqual(200)
  })
})

describe('fault 36: two devices that act at the same time', () => {
  it('tell the member whose undo is superseded', async () => {
    server.addMany(2)
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    await tab.do(() => inbox.markAllAsRead())
    await time.advance(100)
    server.refusalOf = ({ type }) => (type === 'undo' ? 'superseded' : undefined)
    await tab.do(() => inbox.undo())
    await time.advance(100)
    expect(inbox.$refused.get()).toMatchObject({ action: 'undo', code: 'superseded' })
    expect(inbox.$counts.get().unread).toBe(0)
    await tab.do(() => inbox.markAsUnread(idOf(0)))
    expect(inbox.$refused.get()).toBeNull()
  })
})

describe('fault 37: marking all as read while a notification is on its way', () => {
  it('leaves that notification unread while the page is online', async () => {
    server.addMany(3)
    const [phone, desk] = [openVisibleTab(), openVisibleTab(new FakeBrowser(time))]
    const one = await openInbox(phone, server.fetch)
    const other = await openInbox(desk, server.fetch)
    // It is stored, and has reached neither page, when the button is pressed.
    await phone.do(() => {
      const late = server.add()
      one.markAllAsRead()
      return late
    })
    await time.advance(1_000)
    for (const inbox of [one, other])
      expect(listed(inbox).filter(([, isUnread]) => isUnread)).toEqual([[idOf(0), true]])
    expect(server.counts.unread).toBe(1)
  })

  it('leaves that notification unread while the page is offline', async () => {
    server.addMany(3)
    const net = network()
    const [phone, desk] = [openVisibleTab(), openVisibleTab(new FakeBrowser(time))]
    const one = await openInbox(phone, net.fetch)
    const other = await openInbox(desk, server.fetch)
    net.isDown = true
    server.cut()
    await phone.do(() => one.markAllAsRead())
    server.add()
    await time.advance(60_000)
    net.isDown = false
    await time.advance(30_000)
    for (const inbox of [one, other])
      expect(listed(inbox).filter(([, isUnread]) => isUnread)).toEqual([[idOf(0), true]])
  })
})
