import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualTime } from '../clock/virtual-time.js'
import { FakeBrowser, type FakeTab } from './fake-browser.js'

let time: VirtualTime
let browser: FakeBrowser
let log: string[]

const note = (text: string) => (): void => void log.push(text)
const openTab = (): FakeTab => browser.openTab()

beforeEach(() => {
  time = new VirtualTime()
  browser = new FakeBrowser(time)
  log = []
})

afterEach(() => time[Symbol.dispose]())

describe('a fake tab', () => {
  it('fires `pagehide` when it is closed, and nothing when it crashes', async () => {
    const tab = openTab()
    const other = openTab()
    for (const { events } of [tab, other]) events.addEventListener('pagehide', note('pagehide'))
    tab.close()
    other.crash()
    await time.advance(0)
    expect(log).toEqual(['pagehide'])
    expect(browser.tabs.size).toBe(0)
  })

  it('comes back from the back/forward cache, unless it holds a lock', async () => {
    const tab = openTab()
    tab.events.addEventListener('pageshow', note('pageshow'))
    tab.leave()
    await time.advance(1_000)
    expect(tab.isInCache).toBe(true)
    tab.comeBack()
    await time.advance(0)
    expect(log).toEqual(['pageshow'])
    await tab.do(() => void tab.locks!.request('lock', () => new Promise(() => undefined)))
    await time.advance(0)
    tab.leave()
    await time.advance(0)
    expect(tab.isInCache).toBe(false)
    expect(browser.tabs.size).toBe(0)
  })
})
