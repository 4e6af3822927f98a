import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeBrowser, type FakeTab } from '../browser/fake-browser.js'
import { VirtualTime } from './virtual-time.js'

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

describe('virtual time', () => {
  it('runs timers in the order they are due, and settles the promises of each before the next', async () => {
    const start = Date.now()
    setTimeout(() => void Promise.resolve().then(note(`late ${Date.now() - start}`)), 20)
    setTimeout(() => void Promise.resolve().then(note('early')), 10)
    clearTimeout(setTimeout(note('never'), 5))
    await time.advance(30)
    expect(log).toEqual(['early', 'late 20'])
    expect(Date.now() - start).toBe(30)
  })

  it('runs no timer of a frozen page, and lets the page catch up afterwards', async () => {
    const tab = openTab()
    await tab.do(() => setInterval(note('tick'), 1_000))
    tab.freeze()
    await time.advance(5_500)
    expect(log).toEqual([])
    tab.resume()
    tab.show()
    await time.advance(1_000)
    expect(log).toEqual(['tick', 'tick'])
  })

  it('stops the timers of a sleeping machine, but not its wall clock', async () => {
    const tab = openTab()
    const before = Date.now()
    await tab.do(() => setTimeout(() => log.push(`after ${Date.now() - before}`), 1_000))
    await time.advance(400)
    browser.sleep()
    await time.advance(60_000)
    browser.wakeUp()
    await time.advance(599)
    expect(log).toEqual([])
    await time.advance(1)
    expect(log).toEqual(['after 61000'])
  })

  it('throttles the timers of a hidden page until the page is visible again', async () => {
    const tab = openTab()
    await time.advance(0)
    tab.hide()
    await time.advance(100)
    await tab.do(() => setTimeout(note('fired'), 10))
    await time.advance(800)
    expect(log).toEqual([])
    await time.advance(200)
    expect(log).toEqual(['fired'])
    await time.advance(400_000)
    await tab.do(() => setTimeout(note('again'), 10))
    await time.advance(15_000)
    expect(log).toEqual(['fired'])
    tab.show()
    await time.advance(0)
    expect(log).toEqual(['fired', 'again'])
  })
})
