import { afterEach, beforeEach, expect } from 'vitest'
import { FakeServer } from '../../src/testing/fake-server.js'
import { closeInboxes } from './tab-inboxes.js'
import { FakeBrowser, type FakeTab } from '../simulation/browser/fake-browser.js'
import { VirtualTime } from '../simulation/clock/virtual-time.js'

/** The clock of the running test. */
export let time: VirtualTime
/** The browser whose tabs it opens. */
export let browser: FakeBrowser
/** The server of its member. */
export let server: FakeServer

/** Gives every test of a file a clock, a browser and a server, and expects that no timer is left. */
export function setStageForEachTest(): void {
  beforeEach(() => {
    time = new VirtualTime()
    browser = new FakeBrowser(time)
    server = new FakeServer()
  })
  afterEach(async () => {
    closeInboxes()
    await time.advance(3_000)
    expect(time.timerCount).toBe(0)
    time[Symbol.dispose]()
  })
}

/** Opens a tab that its member looks at. */
export function openVisibleTab(of = browser): FakeTab {
  const tab = of.openTab()
  tab.show()
  return tab
}
