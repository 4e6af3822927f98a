import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimsOf } from '../../src/client/tabs/celebration-claims.js'
import type { Inbox } from '../../src/client/create-inbox.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { closeInboxes, openInbox } from '../support/tab-inboxes.js'
import { FakeBrowser, type FakeTab } from '../simulation/browser/fake-browser.js'
import { VirtualTime } from '../simulation/clock/virtual-time.js'

const RUNS = 150
const TABS = 3

/** The steps before and after the log-out: actions of a page, its browser or its server. */
const steps = [
  'act',
  'claim',
  'arrive',
  'reset',
  'leave',
  'comeBack',
  'freeze',
  'resume',
  'hide',
  'focus',
  'fail',
  'mend',
  'pass',
] as const
type Step = readonly [(typeof steps)[number], tab: number]

const step = fc.tuple(fc.constantFrom(...steps), fc.nat(TABS - 1))
const schedules = fc.record({
  before: fc.array(step, { maxLength: 12 }),
  /** Which tab logs out. */
  by: fc.nat(TABS - 1),
  after: fc.array(step, { maxLength: 12 }),
})

class Walk {
  readonly time = new VirtualTime()
  readonly browser = new FakeBrowser(this.time)
  readonly server = new FakeServer()
  readonly #tabs: { tab: FakeTab; inbox: Inbox }[] = []
  readonly #ending = new AbortController()

  async start(): Promise<void> {
    this.server.addMany(3)
    for (let index = 0; index < TABS; index += 1) {
      const tab = this.browser.openTab()
      tab.show()
      this.#tabs.push({ tab, inbox: await openInbox(tab, this.server.fetch) })
    }
  }

  async step([name, index]: Step): Promise<void> {
    const page = this.#tabs[index]
    if (!page) return
    const { tab, inbox } = page
    switch (name) {
      case 'act':
        if (tab.isRunning) await tab.do(() => inbox.markAllAsRead())
        return
      case 'claim':
        // As the toasts do: the page hears of something, and waits for its turn.
        if (tab.isRunning)
          await tab.do(() => void claimsOf(inbox, tab, this.#ending.signal).claim([`${index}`]))
        return
      case 'arrive':
        return void this.server.add()
      case 'reset':
        return this.server.send(this.server.snapshot(30, 'undo'))
      case 'fail':
        return void (this.server.failure = 502)
      case 'mend':
        return void (this.server.failure = undefined)
      case 'pass':
        return this.time.advance(2_500)
      default:
        tab[name]()
        return this.time.advance(5)
    }
  }

  async logOut(by: number): Promise<boolean> {
    const page = this.#tabs[by]
    if (!page?.tab.isRunning) return false
    await page.tab.do(() => page.inbox.logOut())
    return true
  }

  /** Everything comes back, and everything under way arrives. */
  async settle(): Promise<void> {
    this.server.failure = undefined
    for (const { tab } of this.#tabs) {
      tab.comeBack()
      tab.resume()
      tab.show()
      tab.focus()
      await this.time.advance(1_000)
    }
    await this.time.advance(30_000)
  }

  left(): string[] {
    return [
      ...this.browser.storage.items.keys(),
      ...this.#tabs.flatMap(({ tab, inbox }) =>
        tab.isRunning ? inbox.$notifications.get().map(({ id }) => id) : [],
      ),
    ]
  }

  async end(): Promise<void> {
    this.#ending.abort()
    closeInboxes()
    await this.time.advance(3_000)
    this.time[Symbol.dispose]()
  }
}

/** Runs a schedule. Answers what is left of the member, in storage and on pages. */
async function leftAfter({
  before,
  by,
  after,
}: {
  readonly before: readonly Step[]
  readonly by: number
  readonly after: readonly Step[]
}): Promise<string[]> {
  const walk = new Walk()
  try {
    await walk.start()
    for (const one of before) await walk.step(one)
    if (!(await walk.logOut(by))) return []
    for (const one of after) await walk.step(one)
    await walk.settle()
    return walk.left()
  } finally {
    await walk.end()
  }
}

describe('after a log-out nothing of the member is left in this browser', () => {
  it.for([
    [
      'a celebration was claimed',
      [
        ['claim', 0],
        ['pass', 0],
      ],
      [],
    ],
    [
      'a celebration waits for its turn in another tab',
      [
        ['hide', 1],
        ['claim', 1],
      ],
      [['focus', 1]],
    ],
    ['a page comes back from the back/forward cache', [['leave', 1]], [['comeBack', 1]]],
    [
      'a page that left acts unsent comes back',
      [
        ['fail', 0],
        ['act', 1],
        ['leave', 1],
      ],
      [['comeBack', 1]],
    ],
    [
      'a frozen page goes on',
      [
        ['act', 1],
        ['freeze', 1],
      ],
      [
        ['pass', 0],
        ['resume', 1],
      ],
    ],
    [
      'a full state is still on its way',
      [['reset', 0]],
      [
        ['reset', 0],
        ['arrive', 0],
      ],
    ],
  ] as const satisfies readonly (readonly [string, readonly Step[], readonly Step[]])[])(
    'though %s',
    async ([, before, after]) => {
      expect(await leftAfter({ before, by: 0, after })).toEqual([])
    },
  )

  it(`in any order of events: ${RUNS} random ones`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        expect(await leftAfter(schedule)).toEqual([])
      }),
      { numRuns: RUNS, seed: 20_261_129 },
    )
  })
})

describe('a member who signs in again', () => {
  it('keeps new commands although a frozen page hears of the log-out only then', async () => {
    const walk = new Walk()
    await walk.start()
    await walk.step(['freeze', 1])
    await walk.step(['freeze', 2])
    await walk.logOut(0)
    await walk.time.advance(100)
    const tab = walk.browser.openTab()
    tab.show()
    const inbox = await openInbox(tab, walk.server.fetch)
    walk.server.failure = 502
    await tab.do(() => inbox.markAllAsRead())
    await walk.step(['resume', 1])
    await walk.time.advance(10)
    expect(inbox.$status.get()).not.toBe('closed')
    expect(inbox.$counts.get().unread).toBe(0)
    walk.server.failure = undefined
    await walk.time.advance(30_000)
    expect(walk.server.counts.unread).toBe(0)
    await walk.end()
  })
})
