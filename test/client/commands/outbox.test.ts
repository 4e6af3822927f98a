import { beforeEach, describe, expect, it } from 'vitest'
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

const idOf = (n: number) => server.snapshot().notifications[n]?.id ?? ''
const stored = () =>
  [...browser.storage.items]
    .filter(([key]) => /:outbox:\d+:/.test(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
const storedTypes = () =>
  stored().map(([, value]) => (JSON.parse(value) as { command: { type: string } }).command.type)
const received = () => server.requests.flatMap(({ commands }) => commands.map(({ type }) => type))

/** The stream is slower than the storage events. */
const lateStream: typeof globalThis.fetch = async (input, init) => {
  const response = await server.fetch(input, init)
  if (!new Request(input, init).url.endsWith('/stream')) return response
  const late = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => void setTimeout(() => controller.enqueue(chunk), 300),
  })
  return new Response(response.body?.pipeThrough(late), response)
}

beforeEach(() => {
  server.addMany(3)
})

describe('a command in the outbox', () => {
  it('is stored before the call returns, and removed when the server has it', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    await tab.do(() => {
      inbox.markAsRead(idOf(0))
      expect(storedTypes()).toEqual(['read'])
      expect(inbox.$counts.get().unread).toBe(2)
    })
    await time.advance(50)
    expect(stored()).toEqual([])
    expect(received()).toEqual(['read'])
  })

  it('is stored as ids and positions, without texts', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    server.failure = 503
    await tab.do(() => inbox.markAsRead(idOf(0)))
    expect(stored()[0]?.[1]).not.toContain('lesson')
  })

  it('of several tabs is stored in the order of the actions, and overwrites no other', async () => {
    const [first, second] = [openVisibleTab(), openVisibleTab()]
    const one = await openInbox(first, server.fetch)
    const other = await openInbox(second, server.fetch)
    server.failure = 503
    await first.do(() => one.markAsRead(idOf(0)))
    await second.do(() => other.remove(idOf(1)))
    await first.do(() => one.markAllAsRead())
    expect(storedTypes()).toEqual(['read', 'remove', 'read-all'])
    server.failure = undefined
    await time.advance(10_000)
    expect(received()).toEqual(['read', 'remove', 'read-all'])
  })

  it('has its effect in the other tabs at once, offline too', async () => {
    const [first, second] = [openVisibleTab(), openVisibleTab()]
    const one = await openInbox(first, server.fetch)
    const other = await openInbox(second, server.fetch)
    server.failure = 503
    await first.do(() => one.clearAll())
    await time.advance(10)
    expect(other.$notifications.get()).toEqual([])
  })

  it('does not flicker in another tab that gets the answer before the effect', async () => {
    const silent = new FakeBrowser(time, { hasChannels: false })
    const [first, second] = [openVisibleTab(silent), openVisibleTab(silent)]
    const one = await openInbox(first, server.fetch)
    const other = await openInbox(second, lateStream)
    await time.advance(1_000)
    const badges: number[] = []
    other.$counts.subscribe(({ unread }) => badges.push(unread))
    await first.do(() => one.markAllAsRead())
    await time.advance(5_000)
    expect(new Set(badges)).toEqual(new Set([3, 0]))
    expect(badges.lastIndexOf(3)).toBe(0)
  })

  it('is dropped after a week', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    server.failure = 503
    await tab.do(() => inbox.markAllAsRead())
    tab.crash()
    await time.advance(7 * 86_400_000 + 1)
    server.failure = undefined
    const later = await openInbox(openVisibleTab(), server.fetch)
    expect(stored()).toEqual([])
    expect(received()).toEqual([])
    expect(later.$counts.get().unread).toBe(3)
  })

  it('is ignored if it cannot be read', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    const [key] = [...browser.storage.items.keys()]
    browser.storage.set(browser, `${key}:1772445600000:x`, '{"command":7}')
    browser.storage.set(browser, `${key}:1772445600001:y`, 'not JSON')
    await tab.do(() => inbox.markAsRead(idOf(0)))
    await time.advance(50)
    expect(received()).toEqual(['read'])
  })
})

describe('an undo', () => {
  it('of an unsent command cancels it, and nothing is sent', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    await tab.do(() => {
      inbox.clearAll()
      inbox.undo()
    })
    await time.advance(5_000)
    expect(received()).toEqual([])
    expect(inbox.$notifications.get()).toHaveLength(3)
    expect(stored()).toEqual([])
  })

  it('of a command that may have been sent is sent, even without an answer', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    server.failure = 503
    await tab.do(() => inbox.clearAll())
    await time.advance(100)
    await tab.do(() => inbox.undo())
    expect(inbox.$notifications.get()).toHaveLength(3)
    server.failure = undefined
    await time.advance(10_000)
    expect(received()).toEqual(['clear-all', 'undo'])
    expect(inbox.$notifications.get()).toHaveLength(3)
  })
})

describe('a log-out', () => {
  it('removes all data of the member from every tab and from storage', async () => {
    const [first, second] = [openVisibleTab(), openVisibleTab()]
    const one = await openInbox(first, server.fetch)
    const other = await openInbox(second, server.fetch)
    server.failure = 503
    await first.do(() => one.markAllAsRead())
    await time.advance(10)
    await first.do(() => one.logOut())
    await time.advance(10)
    for (const inbox of [one, other]) {
      expect(inbox.$status.get()).toBe('closed')
      expect(inbox.$isReady.get()).toBe(false)
      expect(inbox.$notifications.get()).toEqual([])
      expect(inbox.$undoable.get()).toBeNull()
    }
    expect([...browser.storage.items.keys()]).toEqual([])
    server.failure = undefined
    await time.advance(60_000)
    expect(received()).toEqual([])
  })

  it('reaches the other tabs even if storage is forbidden', async () => {
    browser.storage.isForbidden = true
    const [first, second] = [openVisibleTab(), openVisibleTab()]
    const one = await openInbox(first, server.fetch)
    const other = await openInbox(second, server.fetch)
    await second.do(() => other.logOut())
    await time.advance(10)
    for (const inbox of [one, other]) {
      expect(inbox.$status.get()).toBe('closed')
      expect(inbox.$notifications.get()).toEqual([])
    }
  })

  it('reaches other inboxes of the same page, which get no storage event', async () => {
    const tab = openVisibleTab()
    const one = await openInbox(tab, server.fetch)
    const other = await openInbox(tab, server.fetch)
    server.failure = 503
    await tab.do(() => one.markAllAsRead())
    await tab.do(() => one.logOut())
    await time.advance(10)
    expect(other.$status.get()).toBe('closed')
    expect(other.$notifications.get()).toEqual([])
    expect([...browser.storage.items.keys()]).toEqual([])
  })

  it('before the first state removes the stored commands of the last member', async () => {
    const tab = openVisibleTab()
    const inbox = await openInbox(tab, server.fetch)
    server.failure = 503
    await tab.do(() => inbox.markAllAsRead())
    tab.crash()
    const next = openVisibleTab()
    const fresh = await openInbox(next, server.fetch)
    expect(stored()).toHaveLength(1)
    await next.do(() => fresh.logOut())
    expect(stored()).toEqual([])
  })
})
