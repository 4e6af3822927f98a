import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page as browserWindow } from 'vitest/browser'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import {
  button,
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
} from '../support/bell.js'
import { cards, moments } from '../support/toasts.js'

serveEachTest()

let frame: HTMLIFrameElement
let page: Document

beforeEach(async () => {
  await browserWindow.viewport(1000, 700)
  frame = await fixture<HTMLIFrameElement>(
    html`<iframe title="Popup" srcdoc="&lt;!doctype html&gt;" width="1000" height="700"></iframe>`,
  )
  // A frame begins with an empty document, which the one that it loads replaces.
  page = await eventually(() => {
    const { contentDocument } = frame
    const { URL, readyState } = contentDocument ?? {}
    return URL === 'about:srcdoc' && readyState === 'complete' && contentDocument
  })
  page.documentElement.lang = 'es'
})
afterEach(async () => {
  frame.remove()
  await browserWindow.viewport(800, 600)
})

const styleOf = (element: Element | null | undefined) => {
  const view = element?.ownerDocument.defaultView
  if (!element || !view) throw new Error('nothing that has a style')
  return view.getComputedStyle(element)
}

/** The size of the closed bell, and the rounding of what it is pressed by. */
const lookOf = (bell: Element) => [
  styleOf(bell).inlineSize,
  styleOf(button(bell)).borderTopLeftRadius,
]

describe('in another document', () => {
  it('a bell that is moved there is styled, opens, speaks its language, and comes back', async () => {
    server.addMany(2)
    const bell = await opened()
    const home = bell.parentElement as HTMLElement
    const look = lookOf(bell)
    const width = styleOf(panel(bell)).inlineSize
    page.body.append(bell)
    expect(bell.ownerDocument).toBe(page)
    await eventually(() => !bell.open)
    expect(lookOf(bell)).toEqual(look)
    button(bell).click()
    await eventually(() => bell.open && rows(bell).length === 2)
    await eventually(() => button(bell).ariaLabel === 'Notificaciones, 2 sin leer')
    expect(styleOf(panel(bell)).inlineSize).toBe(width)
    expect(styleOf(within(bell, '.row')).display).toBe('grid')
    page.documentElement.lang = 'pt-BR'
    await eventually(() => button(bell).ariaLabel === 'Notificações, 2 não lidas')
    server.add()
    await eventually(() => rows(bell).length === 3)
    within(bell, '[part=remove]')?.click()
    await eventually(() => within(bell, '[part=undo]') !== null)

    home.append(bell)
    await eventually(() => button(bell).ariaLabel === 'Notifications, 2 unread')
    expect(lookOf(bell)).toEqual(look)
    button(bell).click()
    await eventually(() => bell.open && rows(bell).length === 2)
    expect(styleOf(panel(bell)).inlineSize).toBe(width)
  })

  it('a bell that was made here and stands there first is styled with its panel', async () => {
    const here = await connected()
    const look = lookOf(here)
    const bell = document.createElement('notification-bell')
    bell.endpoint = endpoint
    page.body.append(bell)
    await eventually(() => button(bell) && lookOf(bell).join() === look.join())
    bell.remove()
  })

  it('an inbox, preferences and toasts that are moved there and back are styled', async () => {
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
      Element,
      Element,
      GamificationToasts,
    ]
    const drawn = (find: () => Element | null | undefined) =>
      eventually(() => {
        const { display, borderTopLeftRadius } = find() ? styleOf(find()) : {}
        return display && `${display} ${borderTopLeftRadius}`
      })
    const looks = async () => {
      toasts.celebrate(moments.points)
      await eventually(() => hasTools(inbox))
      return [
        await drawn(() => within(inbox, '.row')),
        await drawn(() => within(preferences, '[part=switch]')),
        await drawn(() => cards(toasts)[0]),
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

  it('a document without a window is no mistake', async () => {
    const bell: NotificationBell = await connected()
    const home = bell.parentElement as HTMLElement
    await eventually(() => within(bell, '#panel > *') !== null)
    const look = lookOf(bell)
    document.implementation.createHTMLDocument().body.append(bell)
    home.append(bell)
    expect(lookOf(bell)).toEqual(look)
  })
})
