import { describe, expect, it } from 'vitest'
import { openInbox } from '../../support/tab-inboxes.js'
import { openVisibleTab, server, setStageForEachTest, time } from '../../support/tab-stage.js'

setStageForEachTest()

describe('the badge, while commands fail and the stream works,', () => {
  it('counts the arrivals after "mark all as read" across a reload, and ends with the server’s counts', async () => {
    server.addMany(100)
    let isBroken = true
    const fetch: typeof globalThis.fetch = (input, init) =>
      isBroken && new Request(input, init).url.endsWith('/commands')
        ? Promise.resolve(new Response(null, { status: 502 }))
        : server.fetch(input, init)
    const tab = openVisibleTab()
    const before = await openInbox(tab, fetch)
    await tab.do(() => before.markAllAsRead())
    server.addMany(60)
    await time.advance(1_000)
    expect(before.$counts.get().unread).toBe(60)

    tab.crash()
    const after = await openInbox(openVisibleTab(), fetch)
    await time.advance(1_000)
    expect(after.$counts.get()).toMatchObject({ unread: 60, unseen: 60 })
    server.addMany(250)
    await time.advance(1_000)
    expect(after.$counts.get()).toMatchObject({ unread: 310, unseen: 310 })
    isBroken = false
    await time.advance(60_000)
    expect(server.counts.unread).toBe(310)
    expect(after.$counts.get()).toEqual(server.counts)
  })
})
