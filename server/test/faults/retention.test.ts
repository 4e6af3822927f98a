import { randomUUID } from 'node:crypto'
import { isVisible, type Page, type Row } from 'belfry/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../support/clock.js'
import { KEYS, type MemberClient, startTestServer, type TestServer } from '../support/server.js'
import { storeKinds, type TestStore } from '../support/stores.js'

const DAY_MS = 86_400_000
const host = { authorization: `Bearer ${KEYS.school}` }

describe.each(storeKinds())('removals on $name', (kind) => {
  let store: TestStore
  let server: TestServer
  let clock: TestClock

  beforeEach(async () => {
    store = await kind.create()
    clock = createTestClock()
    server = await startTestServer(store, {}, clock)
  })
  afterEach(async () => {
    await server.close()
    await store.remove()
  })

  const notify = async (members: readonly string[], title: string, rest: object = {}) => {
    const body = { type: 'note', members, title, message: '', ...rest }
    expect((await server.send('POST', '/v1/notifications', body, host)).status).toBe(202)
    // Each notification gets a different time, because the list is sorted by time.
    clock.advance(1)
  }
  /** Reads the whole list page by page, newest first. `between` runs before each further page. */
  const walk = async (member: MemberClient, between?: () => Promise<void>) => {
    const rows: Row[] = []
    let page: Pick<Page, 'notifications' | 'next'> = await member.inbox(5)
    for (;;) {
      rows.push(...page.notifications)
      if (page.next === null) return rows
      await between?.()
      page = await member.page(`limit=5&after=${encodeURIComponent(page.next)}`)
    }
  }
  const names = (rows: readonly Row[]) => rows.map(({ content }) => content?.title)

  it.each([
    ['retention', { reads: true, afterMs: 31 * DAY_MS }],
    ['expiry', { reads: false, afterMs: 60_000 }],
  ])(
    'fault 39: removal by %s while pages are read leaves no gap and repeats nothing',
    async (_name, { reads, afterMs }) => {
      const ana = server.as('ana')
      const expiresAt = new Date(clock.now() + 30_000).toISOString()
      for (let number = 0; number < 24; number += 1) {
        const isDoomed = number % 3 > 0
        await notify(
          ['ana'],
          `${isDoomed ? 'goes' : 'stays'} ${number}`,
          isDoomed && !reads ? { expiresAt } : {},
        )
      }
      const all = await ana.inbox(100)
      const doomed = all.notifications.filter(({ content }) => content?.title.startsWith('goes'))
      if (reads)
        await ana.commands(
          all.to,
          doomed.map(({ id, pos }) => ({ id: randomUUID(), type: 'read', notification: id, pos })),
        )
      let turns = 0
      const seen = await walk(ana, async () => {
        if ((turns += 1) > 1) return
        clock.advance(afterMs)
        await expect.poll(async () => (await ana.inbox(100)).notifications.length).toBe(8)
      })
      expect(turns).toBeGreaterThan(1)
      const survivors = names((await ana.inbox(100)).notifications)
      expect(survivors).toHaveLength(8)
      expect(names(seen).filter((name) => name?.startsWith('stays'))).toEqual(survivors)
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
      // After the sweep, no page contains a removed row.
      expect(names(seen.slice(5)).filter((name) => name?.startsWith('goes'))).toEqual([])
    },
  )

  it('fault 39: removal while pages resume reaches each page completely and once', async () => {
    const ana = server.as('ana')
    const expiresAt = new Date(clock.now() + 30_000).toISOString()
    const crowd = Array.from({ length: 1000 }, (_none, index) => `m${index}`)
    for (let number = 0; number < 10; number += 1) await notify(['ana'], `stays ${number}`)
    for (let number = 0; number < 30; number += 1)
      await notify(['ana'], `goes ${number}`, { expiresAt })
    // The removal takes more than one transaction.
    await notify(crowd, 'goes with the crowd', { expiresAt })
    const start = await ana.inbox(100)
    expect(start.notifications).toHaveLength(40)

    clock.advance(60_000)
    const follow = async (pauseTurns: number): Promise<void> => {
      const rows = new Map(start.notifications.map((row) => [row.id, row]))
      const gone: string[] = []
      let { to, head } = start as Pick<typeof start, 'to' | 'head'>
      const visible = () => [...rows.values()].filter((row) => isVisible(row, head))
      while (visible().length > 10) {
        for (let turn = 0; turn < pauseTurns; turn += 1) await ana.inbox(1)
        const { frame } = await ana.commands(to, [{ id: randomUUID(), type: 'seen', upTo: to }])
        if (frame.type !== 'delta') throw new Error(`a ${frame.type} came`)
        for (const row of frame.notifications) {
          if (!isVisible(row, head)) gone.push(row.id)
          rows.set(row.id, row)
        }
        head = frame.head ?? head
        to = frame.to
        if (frame.counts) expect(frame.counts.unread).toBe(visible().length)
      }
      expect(gone).toHaveLength(new Set(gone).size)
      expect(gone).toHaveLength(30)
    }
    await Promise.all([follow(0), follow(1), follow(2)])
    expect(names(await walk(ana))).toEqual(
      Array.from({ length: 10 }, (_none, index) => `stays ${9 - index}`),
    )
  }, 60_000)
})
