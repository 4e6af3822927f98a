import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClaims } from '../../src/client/claims.js'
import { FakeBrowser, type BrowserOptions, type FakeTab } from '../support/tabs.js'
import { VirtualTime } from '../support/virtual-time.js'

const HOUR_MS = 3_600_000

let time: VirtualTime
let browser: FakeBrowser
/** What each tab got. */
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
      const own = createClaims({ endpoint, inbox: 'ana', tab, signal })
      void own.claim(keys).then((won) => shown.get(tab)?.push(...won))
    })
}

const all = () => [...shown.values()].flat().sort()

describe('of four tabs that hear of a celebration', () => {
  it('the one with the keyboard has it, and no other', async () => {
    const [one, two, three, four] = [openTab(), openTab(), openTab(), openTab()]
    for (const tab of [one, two, three]) tab.show()
    three.focus()
    await arrive([one, two, three, four], 'a', 'b')
    await time.advance(5_000)
    expect(shown.get(three)).toEqual(['a', 'b'])
    expect(all()).toEqual(['a', 'b'])
  })

  it('a visible one has it where none has the keyboard', async () => {
    const tabs = [openTab(), openTab(), openTab(), openTab()]
    tabs[1]?.show()
    tabs[2]?.show()
    await arrive(tabs, 'a')
    await time.advance(200)
    expect(all()).toEqual([])
    await time.advance(5_000)
    expect(all()).toEqual(['a'])
  })

  it('a hidden one has it when it is looked at, if nobody was quicker', async () => {
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

  it('one that is looked at an hour later has it then, and the others not after it', async () => {
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

  it('each of two hundred is had once, however they arrive', async () => {
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

describe('without locks', () => {
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

describe('where storage is forbidden', () => {
  it('a tab has each once', async () => {
    browser.storage.isForbidden = true
    const tab = openTab()
    tab.focus()
    const { signal } = closing
    const endpoint = new URL('https://campus.example/')
    const own = createClaims({ endpoint, inbox: 'ana', tab, signal })
    const won: number[] = []
    for (let round = 0; round < 2; round += 1)
      await tab.do(() => void own.claim(['a']).then(({ length }) => won.push(length)))
    await time.advance(1_000)
    expect(won).toEqual([1, 0])
  })
})
