import { beforeEach, describe, expect, it } from 'vitest'
import type { Inbox } from '../../../src/client/create-inbox.js'
import { problemResponse } from '../../../src/testing/fake-server.js'
import { openInbox } from '../../support/tab-inboxes.js'
import type { FakeTab } from '../../simulation/browser/fake-browser.js'
import { openVisibleTab, server, setStageForEachTest, time } from '../../support/tab-stage.js'

setStageForEachTest()

let tab: FakeTab
let inbox: Inbox
/** Answers command requests in the server's place, where it is set. */
let answer: ((body: { commands: { type: string }[] }) => Response | undefined) | undefined
/** When each command request was made. */
let askedAt: number[]

const idOf = (n: number) => server.snapshot().notifications[n]?.id ?? ''
const received = () => server.requests.map(({ commands }) => commands.map(({ type }) => type))

const fetch: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  if (!request.url.endsWith('/commands')) return server.fetch(input, init)
  askedAt.push(time.now)
  const body = (await request.clone().json()) as { commands: { type: string }[] }
  return answer?.(body) ?? server.fetch(request)
}

beforeEach(async () => {
  tab = openVisibleTab()
  server.addMany(3)
  answer = undefined
  askedAt = []
  inbox = await openInbox(tab, fetch)
})

describe('commands', () => {
  it('are sent one request at a time, in the order of the actions, at most 50 in one', async () => {
    server.failure = 503
    await tab.do(() => {
      for (let n = 0; n < 60; n += 1) inbox[n % 2 ? 'markAsUnread' : 'markAsRead'](idOf(0))
    })
    server.failure = undefined
    await time.advance(10_000)
    expect(received().map(({ length }) => length)).toEqual([50, 10])
  })

  it('wait for `Retry-After`, whatever the member does meanwhile', async () => {
    answer = () => new Response(null, { status: 429, headers: { 'retry-after': '20' } })
    await tab.do(() => inbox.markAsRead(idOf(0)))
    await time.advance(10)
    answer = undefined
    await time.advance(10_000)
    await tab.do(() => inbox.markAsRead(idOf(1)))
    await time.advance(9_900)
    expect(askedAt).toHaveLength(1)
    expect(inbox.$counts.get().unread).toBe(1)
    await time.advance(10_100)
    expect(received()).toEqual([['read', 'read']])
  })

  it('are applied although the server refuses one of them', async () => {
    answer = ({ commands }) =>
      commands.some(({ type }) => type === 'remove') ? problemResponse(422) : undefined
    await tab.do(() => {
      inbox.markAsRead(idOf(0))
      inbox.remove(idOf(1))
      inbox.markAsRead(idOf(2))
    })
    await time.advance(1_000)
    expect(received()).toEqual([['read'], ['read']])
    expect(inbox.$notifications.get()).toHaveLength(3)
    expect(inbox.$refused.get()).toMatchObject({ action: 'remove', code: 'rejected' })
  })

  it('are sent again if no answer comes', async () => {
    server.isSilent = true
    await tab.do(() => inbox.markAsRead(idOf(0)))
    await time.advance(10_000)
    server.isSilent = false
    await time.advance(15_000)
    expect(server.counts.unread).toBe(2)
    expect(inbox.$counts.get().unread).toBe(2)
  })

  it('are sent again if the answer breaks off', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('cut')) })
    answer = () => new Response(broken, { status: 200 })
    await tab.do(() => inbox.markAsRead(idOf(0)))
    answer = undefined
    await time.advance(5_000)
    expect(server.counts.unread).toBe(2)
  })
})

describe('a refusal', () => {
  it('is reported, reverts its effect, and can be tried again on the present rows', async () => {
    server.refusalOf = ({ type }) => (type === 'read-all' ? 'epoch' : undefined)
    await tab.do(() => inbox.markAllAsRead())
    await time.advance(100)
    expect(inbox.$counts.get().unread).toBe(3)
    expect(inbox.$undoable.get()).toBeNull()
    expect(inbox.$refused.get()).toMatchObject({ action: 'read-all', code: 'epoch' })
    const [refused] = inbox.$refused.get()?.commands ?? []

    server.refusalOf = () => undefined
    server.add()
    await time.advance(100)
    await tab.do(() => inbox.tryAgain())
    await time.advance(100)
    expect(inbox.$refused.get()).toBeNull()
    expect(server.counts.unread).toBe(0)
    expect(server.requests.at(-1)?.commands[0]?.id).not.toBe(refused?.id)
    expect(inbox.$undoable.get()?.action).toBe('read-all')
  })

  it('for a row that no longer exists counts as success', async () => {
    server.refusalOf = () => 'not-found'
    await tab.do(() => inbox.markAsRead(idOf(0)))
    await tab.do(() => inbox.remove(idOf(1)))
    await time.advance(100)
    expect(inbox.$refused.get()).toBeNull()
  })

  it('of "seen" is not reported', async () => {
    server.refusalOf = () => 'epoch'
    await tab.do(() => inbox.markAsSeen())
    await time.advance(100)
    expect(inbox.$refused.get()).toBeNull()
  })
})
