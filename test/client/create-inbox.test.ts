import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInbox, type Inbox, type InboxOptions } from '../../src/client/create-inbox.js'
import { FakeServer, problemResponse } from '../../src/testing/fake-server.js'
import { eventually } from '../support/eventually.js'

let server: FakeServer
let inbox: Inbox

const endpoint = 'https://bells.example/base'
const unread = () => inbox.$counts.get().unread
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

async function open(options: Partial<InboxOptions> = {}): Promise<void> {
  inbox = createInbox({ endpoint, fetch: server.fetch, ...options })
  inbox.start()
  await import('../../src/client/engine.js')
  // Code loads in the machine's own time, while the clock of a test can pass an hour in no time.
  await import('../../src/client/connection/diagnosis.js')
  await import('../../src/client/connection/later-transports.js')
  await import('../../src/client/host-mistakes.js')
  await settle(50)
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  server = new FakeServer()
})

afterEach(async () => {
  inbox.close()
  // Each store lets go of the one below it a second after its last reader.
  await settle(3_000)
  await eventually(() => vi.getTimerCount() === 0)
  expect(server.streamCount).toBe(0)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('an inbox', () => {
  it('shows the present notifications and the new ones', async () => {
    server.addMany(2)
    await open()
    expect(unread()).toBe(2)
    expect(inbox.$status.get()).toBe('live')
    server.add()
    await settle()
    expect(unread()).toBe(3)
    expect(inbox.$notifications.get()).toHaveLength(3)
  })

  it('sends its requests below its endpoint, with the member’s token', async () => {
    const asked: Request[] = []
    const fetch: typeof globalThis.fetch = (input, init) => {
      asked.push(new Request(input, init))
      return server.fetch(input, init)
    }
    await open({ fetch, getToken: () => 'secret' })
    expect(asked.map(({ url }) => url)).toEqual([
      'https://bells.example/base/v1/inbox?limit=30',
      'https://bells.example/base/v1/inbox/stream',
    ])
    for (const { headers } of asked) expect(headers.get('authorization')).toBe('Bearer secret')
  })

  it('loads older notifications page by page', async () => {
    server.addMany(5)
    await open({ pageSize: 2 })
    expect(inbox.$notifications.get()).toHaveLength(2)
    expect(inbox.$hasOlder.get()).toBe(true)
    await Promise.all([inbox.loadOlder(), inbox.loadOlder()])
    expect(inbox.$notifications.get()).toHaveLength(4)
    await inbox.loadOlder()
    expect(inbox.$notifications.get()).toHaveLength(5)
    expect(inbox.$hasOlder.get()).toBe(false)
    await inbox.loadOlder()
    expect(unread()).toBe(5)
  })

  it('keeps the length of its list after a reset', async () => {
    server.addMany(70)
    await open({ pageSize: 20 })
    await inbox.loadOlder()
    await inbox.loadOlder()
    expect(inbox.$notifications.get()).toHaveLength(60)
    server.failOver()
    server.cut()
    const lengths = new Set<number>()
    inbox.$notifications.subscribe(({ length }) => lengths.add(length))
    await settle(1_000)
    // A reset brings 30 rows; the list must not shrink to that.
    expect([...lengths]).toEqual([60, 70])
  })

  it('marks a notification as read at once, and tells the server', async () => {
    server.addMany(2)
    await open()
    const [newest] = inbox.$notifications.get()
    inbox.markAsRead(newest?.id ?? '')
    await settle()
    expect(unread()).toBe(1)
    expect(server.counts.unread).toBe(1)
    expect(server.requests).toHaveLength(1)
  })

  it('marks all shown notifications as read, and no later one', async () => {
    server.addMany(2)
    await open()
    server.failure = 503
    inbox.markAllAsRead()
    await settle()
    expect(unread()).toBe(0)
    server.failure = undefined
    server.add()
    await settle(5_000)
    expect(server.counts.unread).toBe(1)
    expect(unread()).toBe(1)
  })

  it('sends offline commands once and in order before it receives again', async () => {
    server.addMany(2)
    await open()
    server.failure = 503
    server.cut()
    const [newest] = inbox.$notifications.get()
    inbox.markAsRead(newest?.id ?? '')
    inbox.markAllAsRead()
    await settle(10_000)
    expect(inbox.$status.get()).toBe('offline')
    server.failure = undefined
    await settle(10_000)
    expect(inbox.$status.get()).toBe('live')
    expect(server.requests.flatMap(({ commands }) => commands.map(({ type }) => type))).toEqual([
      'read',
      'read-all',
    ])
    expect(unread()).toBe(0)
  })

  it('reverts a command that the server refuses', async () => {
    server.addMany(1)
    await open()
    server.failure = 422
    inbox.markAllAsRead()
    await settle()
    expect(unread()).toBe(1)
  })

  it('undoes its last action within ten seconds', async () => {
    server.addMany(2)
    await open()
    inbox.clearAll()
    await settle()
    expect(inbox.$notifications.get()).toHaveLength(0)
    expect(inbox.$undoable.get()?.action).toBe('clear-all')
    inbox.undo()
    await settle()
    expect(inbox.$undoable.get()).toBeNull()
    expect(inbox.$notifications.get()).toHaveLength(2)
    expect(unread()).toBe(2)
    inbox.markAllAsRead()
    await settle(9_900)
    expect(inbox.$undoable.get()?.action).toBe('read-all')
    await settle(200)
    expect(inbox.$undoable.get()).toBeNull()
  })

  it('keeps the length of its list when an undo brings a snapshot', async () => {
    server.addMany(70)
    await open({ pageSize: 20 })
    await inbox.loadOlder()
    await inbox.loadOlder()
    inbox.markAllAsRead()
    await settle()
    const lengths = new Set<number>()
    inbox.$notifications.subscribe(({ length }) => lengths.add(length))
    inbox.undo()
    await settle(100)
    expect(unread()).toBe(70)
    expect(Math.min(...lengths)).toBe(60)
  })

  it.each(['remove', 'clearAll', 'clearRead', 'markAllAsRead'] as const)(
    'shows what %s did no more once it was taken back, whatever is answered meanwhile',
    async (action) => {
      server.addMany(3)
      await open()
      const id = inbox.$notifications.get()[1]?.id ?? ''
      inbox.markAsRead(id)
      await settle()
      const before = inbox.$notifications.get()
      inbox[action](id)
      const after = inbox.$notifications.get()
      expect(after).not.toEqual(before)
      // On its way, and taken back before the answer; then again, long after it.
      for (const waitMs of [0, 2_000]) {
        await settle(waitMs)
        const shown: unknown[] = []
        const counted: number[] = []
        inbox.undo()
        const stop = [
          inbox.$notifications.subscribe((list) => shown.push(list)),
          inbox.$counts.subscribe((counts) => counted.push(counts.unread)),
        ]
        await settle(2_000)
        for (const end of stop) end()
        for (const list of shown) expect(list).toEqual(before)
        expect(new Set(counted)).toEqual(new Set([2]))
        expect(server.counts.unread).toBe(2)
        inbox[action](id)
      }
    },
  )

  it('undoes an unsent command offline', async () => {
    server.addMany(2)
    await open()
    server.failure = 503
    inbox.clearAll()
    await settle()
    inbox.undo()
    await settle()
    expect(inbox.$notifications.get()).toHaveLength(2)
    server.failure = undefined
    await settle(5_000)
    expect(inbox.$notifications.get()).toHaveLength(2)
  })

  it('clears read notifications only', async () => {
    server.addMany(3)
    await open()
    const [newest] = inbox.$notifications.get()
    inbox.markAsRead(newest?.id ?? '')
    inbox.clearRead()
    await settle()
    expect(inbox.$notifications.get()).toHaveLength(2)
    expect(server.counts.unread).toBe(2)
  })

  it('marks as unread, removes, and marks as seen without reading', async () => {
    server.addMany(2)
    await open()
    const [newest, older] = inbox.$notifications.get()
    inbox.markAsRead(newest?.id ?? '')
    inbox.markAsUnread(newest?.id ?? '')
    inbox.remove(older?.id ?? '')
    inbox.markAsSeen()
    await settle()
    expect(inbox.$notifications.get().map(({ id, isUnread }) => [id, isUnread])).toEqual([
      [newest?.id, true],
    ])
    expect(server.counts).toMatchObject({ unread: 1, unseen: 0 })
  })

  it('starts with a stream if the first request failed', async () => {
    server.add()
    server.failure = 500
    await open()
    expect(inbox.$isReady.get()).toBe(false)
    server.failure = undefined
    await settle(2_000)
    expect(unread()).toBe(1)
  })
})

describe('the connection of an inbox', () => {
  it('resumes from its cursor after a cut without a change of status', async () => {
    server.add()
    await open()
    server.cut()
    server.add()
    const seen: string[] = []
    inbox.$status.subscribe((status) => seen.push(status))
    await settle(1_000)
    expect(unread()).toBe(2)
    expect(seen).toEqual(['live'])
  })

  it('is "offline" in a long outage, and comes back by itself', async () => {
    await open()
    server.failure = 503
    server.cut()
    await settle(5_900)
    expect(inbox.$status.get()).toBe('live')
    await settle(200)
    expect(inbox.$status.get()).toBe('offline')
    await settle(1_800_000)
    server.failure = undefined
    server.add()
    await settle(30_000)
    expect(inbox.$status.get()).toBe('live')
    expect(unread()).toBe(1)
  })

  it('is closed after 2.2 silent heartbeats, and resumes from its cursor', async () => {
    server.add()
    await open()
    await settle(21_900)
    expect(server.opened).toEqual(['e001.1.0'])
    await settle(2_000)
    await eventually(() => server.opened.length === 2)
    expect(server.opened).toEqual(['e001.1.0', 'e001.1.0'])
    expect(server.streamCount).toBe(1)
  })

  it('resumes when a heartbeat shows that a frame was lost', async () => {
    await open()
    server.beat({ u: 7, b: 0 })
    await settle(300)
    expect(server.opened).toEqual(['e001.0.0', 'e001.0.0'])
  })

  it('waits for the time that a `bye` frame names', async () => {
    await open()
    server.send({ type: 'bye', reason: 'deploy', retryAfterMs: 2_000 })
    await settle(1_900)
    expect(server.streamCount).toBe(0)
    await settle(200)
    expect(server.streamCount).toBe(1)
  })

  it('asks for a snapshot at the third corrupt frame in a minute', async () => {
    server.add()
    const states: string[] = []
    const fetch: typeof globalThis.fetch = (input, init) => {
      const { pathname } = new URL(new Request(input, init).url)
      if (pathname.endsWith('/v1/inbox')) states.push(pathname)
      return server.fetch(input, init)
    }
    await open({ fetch })
    for (let n = 0; n < 3; n += 1) {
      expect(states).toHaveLength(1)
      server.beat({ u: -1, b: 0 })
      await settle(2_500)
    }
    expect(states).toHaveLength(2)
    expect(server.opened).toEqual(['e001.1.0', 'e001.1.0', 'e001.1.0', 'e001.1.0'])
    expect(inbox.$status.get()).toBe('live')
    expect(unread()).toBe(1)
  })
})

describe('a refused token', () => {
  const guarded =
    (accepts: () => string): typeof globalThis.fetch =>
    (input, init) => {
      const { headers } = new Request(input, init)
      return headers.get('authorization') === `Bearer ${accepts()}`
        ? server.fetch(input, init)
        : Promise.resolve(problemResponse(401))
    }

  it('is replaced by a new one after one call of `getToken`', async () => {
    let valid = 'first'
    const getToken = vi.fn(() => valid)
    await open({ fetch: guarded(() => valid), getToken })
    expect(getToken).toHaveBeenCalledTimes(1)
    valid = 'second'
    server.send({ type: 'bye', reason: 'auth', retryAfterMs: 0 })
    server.add()
    await settle(500)
    expect(unread()).toBe(1)
    expect(getToken).toHaveBeenCalledTimes(2)
  })

  it('twice in a row sets "unauthorized", and the inbox tries again until there is another', async () => {
    const getToken = vi.fn(() => 'wrong')
    await open({ fetch: guarded(() => 'right'), getToken })
    await settle(300)
    expect(inbox.$status.get()).toBe('unauthorized')
    const asked = getToken.mock.calls.length
    await settle(600_000)
    const more = getToken.mock.calls.length - asked
    expect(more).toBeGreaterThanOrEqual(9)
    expect(more).toBeLessThanOrEqual(30)
    inbox.useToken(() => 'right')
    await settle(500)
    expect(inbox.$status.get()).toBe('live')
  })
})
