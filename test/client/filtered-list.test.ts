import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createInbox, type Inbox } from '../../src/client/create-inbox.js'
import type { Query } from '../../src/client/requests/api.js'
import { createFilteredList, type FilteredList } from '../../src/client/filtered-list.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { example } from '../../src/testing/fixtures.js'

let server: FakeServer
let inbox: Inbox
let asked: string[]
const leaving = new AbortController()

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const ids = (found: FilteredList) => found.notifications().map(({ id }) => id)
const find = (query: Query) => createFilteredList(inbox.internals, query, leaving.signal)

beforeEach(async () => {
  vi.useFakeTimers()
  server = new FakeServer()
  asked = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    asked.push(new URL(new Request(input, init).url).search)
    return server.fetch(input, init)
  }
  // 40 exams and 5 replies, of which the list holds the newest 30.
  for (let n = 0; n < 45; n += 1)
    server.add({ content: example(n % 9 === 0 ? 'comment.replied' : 'exam.graded') })
  inbox = createInbox({ endpoint: 'https://bells.example/found', fetch })
  inbox.start()
  await import('../../src/client/engine.js')
  await settle(50)
})

afterEach(async () => {
  inbox.close()
  await settle(3_000)
  vi.useRealTimers()
})

it('a filtered list loads pages below the end of the list, and does not change the list', async () => {
  const listed = inbox.$notifications.get().map(({ id }) => id)
  const found = find({ category: 'learning' })
  expect(found.$hasOlder.get()).toBe(true)
  await found.loadOlder()
  const { after, ...query } = Object.fromEntries(new URLSearchParams(asked.at(-1)))
  expect(after).toContain(listed.at(-1))
  expect(query).toEqual({ limit: '30', category: 'learning' })
  expect(found.$hasOlder.get()).toBe(false)
  expect(ids(found)).toHaveLength(30 + 13)
  expect(inbox.$notifications.get().map(({ id }) => id)).toEqual(listed)
  await inbox.loadOlder()
  expect(inbox.$notifications.get()).toHaveLength(45)
  expect(inbox.$hasOlder.get()).toBe(false)
})

it('a filtered list has rows that commands change together with the badge', async () => {
  const found = find({ q: 'CLARA' })
  await found.loadOlder()
  const oldest = ids(found).at(-1) ?? ''
  inbox.markAsRead(oldest)
  expect(found.notifications().at(-1)?.isUnread).toBe(false)
  expect(inbox.$counts.get().unread).toBe(44)
  await settle(50)
  expect(server.counts.unread).toBe(44)
  inbox.remove(oldest)
  expect(ids(found)).not.toContain(oldest)
  inbox.undo()
  await settle(50)
  expect(server.counts.unread).toBe(44)
})

it('a filtered list is empty and due again after the list was replaced', async () => {
  const found = find({ filter: 'unread' })
  expect(found.$isStale.get()).toBe(true)
  await found.loadOlder()
  expect(found.$isStale.get()).toBe(false)
  expect(ids(found)).toHaveLength(45)
  server.decide({ gamification: false })
  await settle(50)
  expect(found.$isStale.get()).toBe(true)
  expect(ids(found)).toHaveLength(30)
  await found.loadOlder()
  expect(ids(found)).toHaveLength(45)
})

it('a filtered list loads nothing if the list is complete', async () => {
  await inbox.loadOlder()
  const count = asked.length
  const found = find({ q: 'clara' })
  expect([found.$isStale.get(), found.$hasOlder.get()]).toEqual([false, false])
  await found.loadOlder()
  expect(asked).toHaveLength(count)
})

it('a filtered list rejects if the server cannot be reached, and is still due', async () => {
  server.failure = 503
  const found = find({ q: 'clara' })
  await expect(found.loadOlder()).rejects.toMatchObject({ name: 'TransportError' })
  expect(found.$isStale.get()).toBe(true)
  expect(ids(found)).toHaveLength(30)
})
