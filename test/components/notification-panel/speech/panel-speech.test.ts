import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { InboxDriver } from '../../../support/inbox-driver.js'
import { eventually } from '../../../support/eventually.js'
import { announcedText, liveRegion } from '../../../support/live-region.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

let heard: string[]
const announcer = (text: string) => void heard.push(text)

beforeEach(() => {
  heard = []
  liveRegion()?.remove()
})

/** Every element that a screen reader announces changes of. */
const liveRegions = '[aria-live], [role=status], [role=alert], [role=log], output'

describe('the outcome of an action', () => {
  it('is announced each time by the announcer of the bell, and by no live region in the panel', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.bell.announcer = announcer
    driver.tool(0, 'remove')?.click()
    await eventually(() => heard.length === 1)
    driver.tool(0, 'remove')?.click()
    await eventually(() => heard.length === 2)
    expect(heard).toEqual(['Notification removed. Undo', 'Notification removed. Undo'])
    expect(driver.find(liveRegions)).toBeNull()
  })

  it('is announced by the announcer of an inbox', async () => {
    server.addMany(2)
    const driver = await InboxDriver.show()
    // The code that speaks is loaded later, and makes the live region.
    await eventually(() => driver.rows.length === 2 && liveRegion() !== null)
    driver.element.announcer = announcer
    server.refusalOf = () => 'rejected'
    driver.tool(0, 'remove')?.click()
    await eventually(() => driver.part('refusal') !== null)
    await eventually(() => heard.length > 0)
    expect(heard).toEqual(['Your last change could not be saved. Try again'])
  })

  it('is not announced by a bell that was removed before', async () => {
    server.addMany(2)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const driver = await BellDriver.open()
    // The code that speaks is loaded later, and makes the live region.
    await eventually(() => liveRegion() !== null)
    driver.tool(0, 'remove')?.click()
    await driver.bell.updateComplete
    driver.bell.remove()
    liveRegion()?.remove()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(announcedText()).toBe('')
  })

  it('is announced inside the modal dialog that contains the bell', async () => {
    server.addMany(2)
    const dialog = await fixture<HTMLDialogElement>(html`<dialog aria-label="Settings"></dialog>`)
    const driver = await BellDriver.connect()
    dialog.append(driver.bell)
    dialog.showModal()
    await eventually(() => server.streamCount > 0)
    driver.bell.show()
    await eventually(() => driver.rows.length === 2 && driver.isInteractive)
    driver.tool(0, 'remove')?.click()
    const region = () => dialog.querySelector('[data-belfry=announcer]')
    await eventually(() => region()?.textContent === 'Notification removed. Undo')
  })
})

describe('an empty panel', () => {
  it('is announced each time it opens, unless the page fills its empty slot', async () => {
    const driver = await BellDriver.connect()
    driver.bell.announcer = announcer
    const words = 'Nothing here yet. New lessons, replies and results will appear here.'
    for (const times of [1, 2]) {
      driver.bell.show()
      await eventually(() => heard.length === times)
      driver.bell.hide()
      await eventually(() => !driver.panel.matches(':popover-open'))
    }
    expect(heard).toEqual([words, words])
    driver.bell.insertAdjacentHTML('beforeend', '<p slot="empty">All done</p>')
    driver.bell.show()
    server.add()
    await eventually(() => heard.length === 3)
    expect(heard[2]).toMatch(/^New notification: /)
  })
})
