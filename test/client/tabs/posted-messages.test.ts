import { describe, expect, it, vi } from 'vitest'
import type { Inbox } from '../../../src/client/create-inbox.js'
import type { FakeTab } from '../../simulation/browser/fake-browser.js'
import { openInbox } from '../../support/tab-inboxes.js'
import { browser, server, setStageForEachTest, time } from '../../support/tab-stage.js'

setStageForEachTest()

/** The interval at which a leader looks for followers, in milliseconds. */
const LOOK_EVERY_MS = 2_000
const BURST = 1_000

/** A message of one tab to the others, as far as these tests read it. */
interface Posted {
  readonly message: { readonly type: string; readonly frame?: { readonly type: string } }
}

/** Notes from now on the type of each message that a tab posts, and of a frame in it. */
function notePosted(): string[] {
  const posted: string[] = []
  const { channels } = browser
  const send = channels.send.bind(channels)
  vi.spyOn(channels, 'send').mockImplementation((from, data) => {
    const { type, frame } = (data as Posted).message
    posted.push(frame ? `${type} ${frame.type}` : type)
    send(from, data)
  })
  return posted
}

const openTab = async (): Promise<{ tab: FakeTab; inbox: Inbox }> => {
  const tab = browser.openTab()
  const inbox = await openInbox(tab, server.fetch)
  return { tab, inbox }
}

const unreadIn = ({ $counts }: Inbox): number => $counts.get().unread

describe('a tab without others', () => {
  it('posts nothing, not even for a burst of a thousand frames', async () => {
    const { inbox } = await openTab()
    await time.advance(LOOK_EVERY_MS)
    const posted = notePosted()
    server.addMany(BURST)
    await time.advance(60_000)
    expect(unreadIn(inbox)).toBe(BURST)
    expect(posted).toEqual([])
  })

  it('posts nothing again after the other tab was closed', async () => {
    await openTab()
    const { tab } = await openTab()
    await time.advance(LOOK_EVERY_MS)
    tab.close()
    // A tab that has asked counts for one more look.
    await time.advance(2 * LOOK_EVERY_MS)
    const posted = notePosted()
    server.addMany(10)
    await time.advance(60_000)
    expect(posted).toEqual([])
  })
})

describe('the leader of two tabs', () => {
  it('posts each frame of a burst once', async () => {
    const { inbox: leading } = await openTab()
    const { inbox: following } = await openTab()
    await time.advance(2 * LOOK_EVERY_MS)
    const posted = notePosted()
    server.addMany(BURST)
    await time.advance(100)
    expect(posted.filter((type) => type !== 'alive')).toEqual(
      Array<string>(BURST).fill('frame delta'),
    )
    expect([leading, following].map(unreadIn)).toEqual([BURST, BURST])
    expect(server.streamCount).toBe(1)
  })

  it('posts frames to a tab that joins between two looks', async () => {
    await openTab()
    await time.advance(1.5 * LOOK_EVERY_MS)
    const { inbox: following } = await openTab()
    const posted = notePosted()
    server.add()
    await time.advance(100)
    expect(posted).toEqual(['frame delta'])
    expect(unreadIn(following)).toBe(1)
  })

  it('posts frames to a tab that has asked, but is not in the queue of the browser yet', async () => {
    const { tab } = await openTab()
    await time.advance(LOOK_EVERY_MS)
    vi.spyOn(tab.locks!, 'query').mockResolvedValueOnce({ held: [], pending: [] })
    const { inbox: following } = await openTab()
    await time.advance(LOOK_EVERY_MS)
    server.add()
    await time.advance(100)
    expect(unreadIn(following)).toBe(1)
  })

  it('posts frames although the browser refuses to say whether there are others', async () => {
    const { tab } = await openTab()
    const { inbox: following } = await openTab()
    const denied = new DOMException('the request was denied', 'SecurityError')
    const query = vi.spyOn(tab.locks!, 'query').mockRejectedValue(denied)
    const posted = notePosted()
    await time.advance(5 * LOOK_EVERY_MS)
    expect(query).toHaveBeenCalledTimes(5)
    server.add()
    await time.advance(100)
    // The follower has no reason to ask, because it hears the signs of life.
    expect(posted).toEqual([...Array<string>(5).fill('alive'), 'frame delta'])
    expect(unreadIn(following)).toBe(1)
  })
})

describe('a tab that has taken the lead from one that hangs', () => {
  it('posts nothing until that one is back, and then each frame once', async () => {
    const { tab: former, inbox: returning } = await openTab()
    const { inbox } = await openTab()
    former.hang()
    await time.advance(20_000)
    expect(browser.locks.steals).toBe(1)
    const posted = notePosted()
    await time.advance(60_000)
    expect(posted).toEqual([])
    former.unhang()
    await time.advance(3_000)
    posted.length = 0
    server.add()
    await time.advance(100)
    expect(posted.filter((type) => type !== 'alive')).toEqual(['frame delta'])
    expect([inbox, returning].map(unreadIn)).toEqual([1, 1])
  })
})
