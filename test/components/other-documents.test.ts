import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NotificationInbox } from '../../src/components/notification-inbox/notification-inbox.js'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import { BellDriver } from '../support/bell-driver.js'
import { ElementDriver } from '../support/element-driver.js'
import { InboxDriver } from '../support/inbox-driver.js'
import { eventually } from '../support/eventually.js'
import { endpoint, serveEachTest, server } from '../support/test-server.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'
import { setViewport } from '../support/viewport.js'

serveEachTest()

let frame: HTMLIFrameElement
let page: Document

beforeEach(async () => {
  await setViewport(1000, 700)
  frame = await fixture<HTMLIFrameElement>(
    html`<iframe title="Popup" srcdoc="&lt;!doctype html&gt;" width="1000" height="700"></iframe>`,
  )
  // A frame starts with an empty document, until the loaded one replaces it.
  page = await eventually(() => {
    const { contentDocument } = frame
    const { URL, readyState } = contentDocument ?? {}
    return URL === 'about:srcdoc' && readyState === 'complete' && contentDocument
  })
  page.documentElement.lang = 'es'
})
afterEach(async () => {
  frame.remove()
  await setViewport(800, 600)
})

const styleOf = (element: Element | null | undefined) => {
  const view = element?.ownerDocument.defaultView
  if (!element || !view) throw new Error('no element in a window')
  return view.getComputedStyle(element)
}

/** The width of the closed bell, and the corner radius of its button. */
const lookOf = (driver: BellDriver) => [
  styleOf(driver.bell).inlineSize,
  styleOf(driver.button).borderTopLeftRadius,
]

describe('another document', () => {
  it('styles a bell that is moved there and back, opens it, and gives it its language', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    const home = driver.bell.parentElement as HTMLElement
    const look = lookOf(driver)
    const width = styleOf(driver.panel).inlineSize
    page.body.append(driver.bell)
    expect(driver.bell.ownerDocument).toBe(page)
    await eventually(() => !driver.bell.open)
    await expect.poll(() => lookOf(driver)).toEqual(look)
    driver.button.click()
    await eventually(() => driver.bell.open && driver.rows.length === 2)
    await eventually(() => driver.button.ariaLabel === 'Notificaciones, 2 sin leer')
    expect(styleOf(driver.panel).inlineSize).toBe(width)
    expect(styleOf(driver.find('.row')).display).toBe('grid')
    page.documentElement.lang = 'pt-BR'
    await eventually(() => driver.button.ariaLabel === 'Notificações, 2 não lidas')
    server.add()
    await eventually(() => driver.rows.length === 3)
    driver.tool(0, 'remove')?.click()
    await eventually(() => driver.part('undo') !== null)

    home.append(driver.bell)
    await eventually(() => driver.button.ariaLabel === 'Notifications, 2 unread')
    expect(lookOf(driver)).toEqual(look)
    driver.button.click()
    await eventually(() => driver.bell.open && driver.rows.length === 2)
    expect(styleOf(driver.panel).inlineSize).toBe(width)
  })

  it('styles a bell that was made in this one', async () => {
    const here = await BellDriver.connect()
    const look = lookOf(here)
    const driver = new BellDriver(document.createElement('notification-bell'))
    driver.bell.endpoint = endpoint
    page.body.append(driver.bell)
    await eventually(() => driver.button && lookOf(driver).join() === look.join())
    driver.bell.remove()
  })

  it('styles an inbox, preferences and toasts that are moved there and back', async () => {
    server.addMany(1)
    server.preferences = {}
    const around = await fixture<HTMLElement>(html`
      <div>
        <notification-inbox endpoint=${endpoint}></notification-inbox>
        <notification-preferences endpoint=${endpoint}></notification-preferences>
        <gamification-toasts duration="keep"></gamification-toasts>
      </div>
    `)
    const [inbox, preferences, toasts] = [...around.children] as [
      NotificationInbox,
      Element,
      GamificationToasts,
    ]
    const inboxDriver = new InboxDriver(inbox)
    const preferencesDriver = new ElementDriver(preferences)
    const toastsDriver = new ToastsDriver(toasts)
    const drawn = (find: () => Element | null | undefined) =>
      eventually(() => {
        const { display, borderTopLeftRadius } = find() ? styleOf(find()) : {}
        return display && `${display} ${borderTopLeftRadius}`
      })
    const looks = async () => {
      toasts.celebrate(moments.points)
      await eventually(() => inboxDriver.isInteractive)
      return [
        await drawn(() => inboxDriver.find('.row')),
        await drawn(() => preferencesDriver.part('switch')),
        await drawn(() => toastsDriver.cards[0]),
      ]
    }
    const here = await looks()
    expect(here.filter((look) => look?.endsWith(' 0px'))).toEqual([])
    page.body.append(around)
    expect(await looks()).toEqual(here)
    document.body.append(around)
    expect(await looks()).toEqual(here)
    around.remove()
  })

  it('may have no window', async () => {
    const driver = await BellDriver.connect()
    const home = driver.bell.parentElement as HTMLElement
    await eventually(() => driver.find('#panel > *') !== null)
    const look = lookOf(driver)
    document.implementation.createHTMLDocument().body.append(driver.bell)
    home.append(driver.bell)
    expect(lookOf(driver)).toEqual(look)
  })
})
