import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { NotificationInbox } from '../../../../src/components/notification-inbox/notification-inbox.js'
import {
  connected,
  endpoint,
  eventually,
  hasTools,
  opened,
  panel,
  rows,
  serveEachTest,
  server,
  within,
} from '../../../support/bell.js'

serveEachTest()

let heard: string[]
const announcer = (text: string) => void heard.push(text)

beforeEach(() => {
  heard = []
  region()?.remove()
})

const region = () => document.querySelector('[data-belfry=announcer]')

const remove = (element: Element) =>
  rows(element)[0]?.querySelector<HTMLElement>('[part=remove]')?.click()

const liveRegions = '[aria-live], [role=status], [role=alert], [role=log], output'

describe('what came of an action', () => {
  it('is told by the voice of the bell each time, and by nothing else', async () => {
    server.addMany(3)
    const bell = await opened()
    bell.announcer = announcer
    remove(bell)
    await eventually(() => heard.length === 1)
    remove(bell)
    await eventually(() => heard.length === 2)
    expect(heard).toEqual(['Notification removed. Undo', 'Notification removed. Undo'])
    expect(within(bell, liveRegions)).toBeNull()
  })

  it('is told by the voice of an inbox', async () => {
    server.addMany(2)
    const inbox = await fixture<NotificationInbox>(
      html`<notification-inbox endpoint=${endpoint}></notification-inbox>`,
    )
    // The region comes with the code that speaks.
    await eventually(() => rows(inbox).length === 2 && hasTools(inbox) && region() !== null)
    inbox.announcer = announcer
    server.refusalOf = () => 'rejected'
    remove(inbox)
    await eventually(() => within(inbox, '[part=refusal]') !== null)
    await eventually(() => heard.length > 0)
    expect(heard).toEqual(['Your last change could not be saved. Try again'])
  })

  it('is not told by a bell that is gone before its turn', async () => {
    server.addMany(2)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const bell = await opened()
    remove(bell)
    await bell.updateComplete
    bell.remove()
    region()?.remove()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(region()).toBeNull()
  })

  it('is told in the modal dialog that the bell is in: all else is inert', async () => {
    server.addMany(2)
    const dialog = await fixture<HTMLDialogElement>(html`<dialog aria-label="Settings"></dialog>`)
    const bell = await connected()
    dialog.append(bell)
    dialog.showModal()
    await eventually(() => server.streamCount > 0)
    bell.show()
    await eventually(() => rows(bell).length === 2 && hasTools(bell))
    remove(bell)
    const region = () => dialog.querySelector('[data-belfry=announcer]')
    await eventually(() => region()?.textContent === 'Notification removed. Undo')
  })
})

describe('an empty panel', () => {
  it('is told whenever it is opened, and not in the place of a page’s own words', async () => {
    const bell = await connected()
    bell.announcer = announcer
    const words = 'Nothing here yet. New lessons, replies and results will appear here.'
    for (const times of [1, 2]) {
      bell.show()
      await eventually(() => heard.length === times)
      bell.hide()
      await eventually(() => !panel(bell).matches(':popover-open'))
    }
    expect(heard).toEqual([words, words])
    bell.insertAdjacentHTML('beforeend', '<p slot="empty">All done</p>')
    bell.show()
    server.add()
    await eventually(() => heard.length === 3)
    expect(heard[2]).toMatch(/^New notification: /)
  })
})
