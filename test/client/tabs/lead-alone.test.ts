import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leadAlone, type LoneLeadership } from '../../../src/client/tabs/lead-alone.js'
import { FakeBrowser, type FakeTab } from '../../simulation/browser/fake-browser.js'
import { VirtualTime } from '../../simulation/clock/virtual-time.js'

let time: VirtualTime
let tab: FakeTab
let closing: AbortController
let alone: LoneLeadership

beforeEach(() => {
  time = new VirtualTime()
  tab = new FakeBrowser(time).openTab()
  tab.show()
  closing = new AbortController()
  alone = leadAlone(tab, closing.signal)
})
afterEach(() => {
  closing.abort()
  time[Symbol.dispose]()
})

describe('a tab that leads alone', () => {
  it('leads while it is visible', async () => {
    const leadership = await alone.leadership()
    expect(leadership.aborted).toBe(false)
    tab.hide()
    await time.advance(0)
    expect(leadership.aborted).toBe(true)
  })

  it('keeps its leadership when it asks again', async () => {
    expect(await alone.leadership()).toBe(await alone.leadership())
  })

  it('waits to lead while it is hidden', async () => {
    tab.hide()
    await time.advance(0)
    let leadership: AbortSignal | undefined
    void alone.leadership().then((signal) => (leadership = signal))
    await time.advance(60_000)
    expect(leadership).toBeUndefined()
    tab.show()
    await time.advance(0)
    expect(leadership?.aborted).toBe(false)
  })

  it('stops leading when it resigns, and leads again when it asks again', async () => {
    const leadership = await alone.leadership()
    alone.resign()
    expect(leadership.aborted).toBe(true)
    expect((await alone.leadership()).aborted).toBe(false)
  })

  it('ends the wait of a hidden tab when it resigns', async () => {
    tab.hide()
    await time.advance(0)
    const leadership = alone.leadership()
    alone.resign()
    expect((await leadership).aborted).toBe(true)
  })
})
