import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCelebrationClaims } from '../../../src/client/tabs/celebration-claims.js'
import {
  FakeBrowser,
  type BrowserOptions,
  type FakeTab,
} from '../../simulation/browser/fake-browser.js'
import { VirtualTime } from '../../simulation/clock/virtual-time.js'

const HOUR_MS = 3_600_000

let time: VirtualTime
let browser: FakeBrowser
/** The celebrations that each tab claimed. */
let shown: Map<FakeTab, string[]>
let closing: AbortController

beforeEach(() => {
  time = new VirtualTime()
  shown = new Map()
  closing = new AbortController()
  open()
})
afterEach(() => {
  closing.abort()
  time[Symbol.dispose]()
})

function open(options: BrowserOptions = {}): void {
  browser = new FakeBrowser(time, options)
}

function openTab(): FakeTab {
  const tab = browser.openTab()
  // Hidden until a test shows it.
  tab.hide()
  shown.set(tab, [])
  return tab
}

/** All tabs hear of the same things at the same time. */
async function arrive(tabs: readonly FakeTab[], ...keys: readonly string[]): Promise<void> {
  for (const tab of tabs)
    await tab.do(() => {
      const { signal } = closing
      const endpoint = new URL('https://campus.example/')
      const own = createCelebrationClaims({ endpoint, inbox: 'ana', tab, signal })
      void own.claim(keys).then((won) => shown.get(tab)?.push(...won))
    })
}

/** Lets each tab claim what it hears of, as a page does that is there from before. */
async function claimsIn(tabs: readonly FakeTab[]) {
  const { signal } = closing
  const endpoint = new URL('https://campus.example/')
  const made: ((key: string, mustBeKept?: boolean) => void)[] = []
  for (const tab of tabs)
    await tab.do(() => {
      const own = createCelebrationClaims({ endpoint, inbox: 'ana', tab, signal })
      made.push((key, mustBeKept = false) => {
        void own.claim([key], { mustBeKept }).then((won) => shown.get(tab)?.push(...won))
      })
    })
  return made
}

/** Lets a tab learn only later what others store, as one in another process of the browser does. */
function learnLate(tab: FakeTab): void {
  const stored = tab.storage()
  const known = new Map<string, string>()
  tab.events.addEventListener('storage', (event) => {
    const { key, newValue } = event as StorageEvent
    setTimeout(() => known.set(String(key), String(newValue)), 50)
  })
  tab.storage = () => ({
    ...stored,
    getItem: (key) => known.get(key) ?? null,
    setItem(key, value) {
      known.set(key, value)
      stored.setItem(key, value)
    },
  })
}

const all = () => [...shown.values()].flat().sort()

describe('of four tabs that receive a celebration', () => {
  it('only the one with the keyboard focus claims it', async () => {
    const [one, two, three, four] = [openTab(), openTab(), openTab(), openTab()]
    for (const tab of [one, two, three]) tab.show()
    three.focus()
    await arrive([one, two, three, four], 'a', 'b')
    await time.advance(5_000)
    expect(shown.get(three)).toEqual(['a', 'b'])
    expect(all()).toEqual(['a', 'b'])
  })

  it('a visible one claims it if none has the keyboard focus', async () => {
    const tabs = [openTab(), openTab(), openTab(), openTab()]
    tabs[1]?.show()
    tabs[2]?.show()
    await arrive(tabs, 'a')
    await time.advance(200)
    expect(all()).toEqual([])
    await time.advance(5_000)
    expect(all()).toEqual(['a'])
  })

  it('a hidden one claims it when it is shown, unless another one did before', async () => {
    const tabs = [openTab(), openTab(), openTab(), openTab()] as const
    await arrive(tabs, 'a')
    await time.advance(10_000)
    expect(all()).toEqual([])
    tabs[3].focus()
    await time.advance(1_000)
    expect(shown.get(tabs[3])).toEqual(['a'])
    tabs[0].focus()
    await time.advance(1_000)
    expect(all()).toEqual(['a'])
  })

  it('the first one that is shown an hour later claims it, and the others do not', async () => {
    const [one, two] = [openTab(), openTab()]
    await arrive([one, two], 'a')
    await time.advance(HOUR_MS)
    one.focus()
    await time.advance(HOUR_MS)
    two.focus()
    await time.advance(1_000)
    expect(shown.get(one)).toEqual(['a'])
    expect(all()).toEqual(['a'])
  })

  it('exactly one claims each of two hundred celebrations, in any order of arrival', async () => {
    const tabs = [openTab(), openTab(), openTab(), openTab()] as const
    tabs[0].show()
    tabs[1].focus()
    const keys = Array.from({ length: 200 }, (_, index) => `row-${index}@${index}`)
    for (let start = 0; start < 200; start += 20) {
      // One tab hears late and all at once, as a polling one does.
      await arrive([tabs[1], tabs[0], tabs[2]], ...keys.slice(start, start + 20))
      if (start === 100) tabs[0].focus()
      await time.advance(500)
    }
    await arrive([tabs[3]], ...keys)
    tabs[3].focus()
    await time.advance(5_000)
    expect(all()).toEqual([...keys].sort())
  })

  it('one claims it although the others see the storage a little later', async () => {
    const tabs = [openTab(), openTab()]
    for (const tab of tabs) {
      tab.show()
      learnLate(tab)
    }
    const claims = await claimsIn(tabs)
    const keys = ['a', 'b', 'c', 'd']
    for (const key of keys) {
      for (const [index, tab] of tabs.entries()) await tab.do(() => claims[index]?.(key))
      await time.advance(320)
    }
    await time.advance(5_000)
    expect(all()).toEqual(keys)
  })

  it('the one that holds the lock does not wait for it again', async () => {
    const tab = openTab()
    tab.focus()
    const [own] = await claimsIn([tab])
    for (const key of ['a', 'b', 'c']) await tab.do(() => own?.(key))
    await time.advance(10)
    expect(all()).toEqual(['a', 'b', 'c'])
  })

  it('another one claims it if a frozen one keeps the lock', async () => {
    const [one, two] = [openTab(), openTab()]
    two.focus()
    const [, own] = await claimsIn([one, two])
    await one.do(
      () =>
        void one.locks?.request(
          'belfry:https://campus.example/:ana:shown',
          () => new Promise(() => undefined),
        ),
    )
    await two.do(() => own?.('a'))
    await time.advance(4_000)
    expect(all()).toEqual([])
    await time.advance(2_000)
    expect(all()).toEqual(['a'])
  })

  it('another has it where the one with the keyboard was closed before its turn', async () => {
    const [one, two] = [openTab(), openTab()]
    one.show()
    two.focus()
    two.crash()
    await arrive([one], 'a')
    await time.advance(1_000)
    expect(shown.get(one)).toEqual(['a'])
  })
})

describe('without Web Locks', () => {
  beforeEach(() => open({ hasLocks: false }))

  it('only the tab with the keyboard has it', async () => {
    const [one, two] = [openTab(), openTab()]
    one.show()
    two.focus()
    await arrive([one, two], 'a')
    await time.advance(5_000)
    expect(shown.get(two)).toEqual(['a'])
    one.focus()
    await time.advance(5_000)
    expect(all()).toEqual(['a'])
  })
})

describe('if storage is forbidden', () => {
  it('one of two visible tabs claims a celebration, with or without the keyboard focus', async () => {
    browser.storage.isForbidden = true
    const [one, two] = [openTab(), openTab()]
    for (const tab of [one, two]) tab.show()
    await arrive([one, two], 'a')
    await time.advance(5_000)
    expect(all()).toEqual(['a'])
    two.focus()
    await arrive([one, two], 'b')
    await time.advance(5_000)
    expect(shown.get(two)).toContain('b')
    expect(all()).toEqual(['a', 'b'])
  })

  it('one of ten tabs claims a celebration, whenever each of them receives it', async () => {
    browser.storage.isForbidden = true
    const tabs = Array.from({ length: 10 }, openTab)
    for (const tab of tabs) tab.show()
    const claims = await claimsIn(tabs)
    for (const [index, own] of claims.entries()) {
      await tabs[index]?.do(() => own('a'))
      await time.advance(30)
    }
    await time.advance(5_000)
    expect(all()).toEqual(['a'])
  })

  it('only the tab with the keyboard focus claims a celebration if the tabs cannot communicate', async () => {
    open({ hasChannels: false })
    browser.storage.isForbidden = true
    const [one, two] = [openTab(), openTab()]
    one.show()
    two.focus()
    await arrive([one, two], 'a')
    await time.advance(5_000)
    expect(shown.get(two)).toEqual(['a'])
    expect(all()).toEqual(['a'])
  })

  it('no tab claims a celebration whose claim must outlive the page', async () => {
    browser.storage.isForbidden = true
    const tab = openTab()
    tab.focus()
    const [own] = await claimsIn([tab])
    await tab.do(() => own?.('a', true))
    await time.advance(1_000)
    expect(all()).toEqual([])
  })

  it('a tab claims each celebration once', async () => {
    browser.storage.isForbidden = true
    const tab = openTab()
    tab.focus()
    const { signal } = closing
    const endpoint = new URL('https://campus.example/')
    const own = createCelebrationClaims({ endpoint, inbox: 'ana', tab, signal })
    const won: number[] = []
    for (let round = 0; round < 2; round += 1)
      await tab.do(() => void own.claim(['a']).then(({ length }) => won.push(length)))
    await time.advance(1_000)
    expect(won).toEqual([1, 0])
  })
})

describe('a celebration that a page finds when it is loaded', () => {
  it('is claimed once if the former page released it', async () => {
    const before = openTab()
    before.focus()
    const endpoint = new URL('https://campus.example/')
    const { signal } = closing
    await before.do(() => {
      const claims = createCelebrationClaims({ endpoint, inbox: 'ana', tab: before, signal })
      void claims.claim(['seen', 'a']).then(() => claims.release(['a']))
    })
    await time.advance(100)
    before.close()
    for (const tab of [openTab(), openTab()]) {
      tab.focus()
      const [own] = await claimsIn([tab])
      await tab.do(() => own?.('seen', true))
      await tab.do(() => own?.('a', true))
      await time.advance(1_000)
    }
    expect(all()).toEqual(['a'])
  })

  it('stays claimed by its tab, even if another tab releases it', async () => {
    const [one, two, later] = [openTab(), openTab(), openTab()]
    const endpoint = new URL('https://campus.example/')
    const { signal } = closing
    one.focus()
    const [own] = await claimsIn([one])
    await one.do(() => own?.('a'))
    await time.advance(1_000)
    two.focus()
    await two.do(() => {
      const claims = createCelebrationClaims({ endpoint, inbox: 'ana', tab: two, signal })
      void claims.claim(['a']).then(() => claims.release(['a']))
    })
    await time.advance(1_000)
    later.focus()
    const [found] = await claimsIn([later])
    await later.do(() => found?.('a', true))
    await time.advance(1_000)
    expect(shown.get(one)).toEqual(['a'])
    expect(all()).toEqual(['a'])
  })

  it('is not claimed if storage is full, because it would appear at each load', async () => {
    browser.storage.limit = 10
    const tab = openTab()
    tab.focus()
    const [own] = await claimsIn([tab])
    await tab.do(() => own?.('a', true))
    await time.advance(1_000)
    expect(all()).toEqual([])
    await tab.do(() => own?.('a'))
    await time.advance(1_000)
    expect(all()).toEqual(['a'])
  })
})

describe('if storage can be read but not written', () => {
  it('a tab claims each celebration once, until it releases it', async () => {
    browser.storage.limit = 0
    const tab = openTab()
    tab.focus()
    const { signal } = closing
    const endpoint = new URL('https://campus.example/')
    const own = createCelebrationClaims({ endpoint, inbox: 'ana', tab, signal })
    const claims: (readonly string[])[] = []
    const claim = async (): Promise<void> => {
      await tab.do(() => void own.claim(['k']).then((claimed) => claims.push(claimed)))
      await time.advance(1_000)
    }
    await claim()
    await claim()
    expect(claims).toEqual([['k'], []])
    await tab.do(() => own.release(['k']))
    await claim()
    expect(claims).toEqual([['k'], [], ['k']])
  })
})
