import { fixture, html } from '@open-wc/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NotificationClickEvent } from '../../../src/components/notification-panel/row/notification-row.events.js'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import type { NotificationInbox } from '../../../src/components/notification-inbox/notification-inbox.js'
import { InboxDriver } from '../../support/inbox-driver.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

let visibility: DocumentVisibilityState = 'visible'

afterEach(() => {
  visibility = 'visible'
})

/** The types of the commands that the server received. */
const commandTypes = () =>
  server.requests.flatMap(({ commands }) => commands).map(({ type }) => type)

describe('the inbox on a page', () => {
  it('takes no space while it is hidden', async () => {
    const driver = await InboxDriver.show()
    driver.element.hidden = true
    expect(driver.element.offsetHeight).toBe(0)
  })

  it('is a region, not a dialog, with a heading of the level that the page sets', async () => {
    server.addMany(3)
    const driver = await InboxDriver.show()
    expect(driver.rows).toHaveLength(3)
    expect(driver.panel.role).toBe('region')
    expect(driver.panel.getAttribute('aria-labelledby')).toBe('heading')
    expect(driver.find('[role=dialog], [part=close], [popovertarget=panel]')).toBe(null)
    driver.element.headingLevel = 1
    await eventually(() => driver.find('#heading')?.ariaLevel === '1')
    await eventually(() => driver.part('day')?.ariaLevel === '2')
    await expectAccessible(driver.element)
    document.documentElement.lang = 'he'
    document.documentElement.dir = 'rtl'
    await eventually(() => driver.find('#heading')?.textContent.trim() === 'התראות')
    await expectAccessible(driver.element)
  })

  it('leaves the focus where it is, and handles shortcuts once it has the focus', async () => {
    server.addMany(3)
    const driver = await InboxDriver.show()
    expect(driver.focused).toBe(null)
    const links = driver.parts('link')
    links[0]?.focus()
    driver.press('ArrowDown')
    await eventually(() => driver.focused === links[1])
    driver.press('e')
    await eventually(() => driver.rows.length === 2)
  })

  it('shows the same state as a bell and a second inbox of its endpoint', async () => {
    server.addMany(3)
    const driver = await InboxDriver.show(
      (one) =>
        html`<notification-bell endpoint=${endpoint}></notification-bell>
          <notification-inbox endpoint=${endpoint}></notification-inbox>${one}`,
    )
    const page = driver.element.parentElement as HTMLElement
    const bell = new BellDriver(page.querySelector('notification-bell') as NotificationBell)
    const second = new InboxDriver(
      [...page.querySelectorAll('notification-inbox')][1] as NotificationInbox,
    )
    expect(second.element.inbox).toBe(driver.element.inbox)
    await eventually(() => bell.badge === '3' && second.rows.length === 3)
    driver.part('mark-all')?.click()
    await eventually(() => bell.badge === undefined)
    await eventually(() => second.parts('unread-mark').length === 0)
    await eventually(() => server.streamCount === 1)
  })

  it('uses the inbox of the provider around it, and fires notification-click for a chosen row', async () => {
    server.add()
    const page = await fixture<HTMLElement>(
      html`<notification-provider endpoint=${endpoint}>
        <notification-inbox>
          <template data-type="lesson.published"><b data-field="title"></b>!</template>
          <a slot="footer" href="/settings">Settings</a>
        </notification-inbox>
      </notification-provider>`,
    )
    const driver = new InboxDriver(page.querySelector('notification-inbox') as NotificationInbox)
    await eventually(() => driver.rows.length === 1)
    expect(driver.find('.own')?.textContent.trim()).toBe('New lesson available!')
    const chosen: string[] = []
    page.addEventListener('notification-click', (event: NotificationClickEvent) => {
      chosen.push(event.notification.title)
    })
    driver.chooseRow(0)
    expect(chosen).toEqual(['New lesson available'])
    await eventually(() => server.counts.unread === 0)
  })

  it('shows the words that the page gives it', async () => {
    const driver = await InboxDriver.show()
    driver.element.messages = { notifications: 'What is new' }
    await eventually(() => driver.find('#heading')?.textContent.trim() === 'What is new')
    expect(driver.titles).toEqual([])
  })
})

describe('a notification of the inbox', () => {
  it('counts as seen once, when the inbox has been on screen in a visible tab', async () => {
    server.addMany(2)
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
    visibility = 'hidden'
    const driver = await InboxDriver.show(
      (one) =>
        html`<div style="block-size: 3000px"></div>
          ${one}`,
    )
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    server.add()
    await eventually(() => driver.rows.length === 3)
    expect(commandTypes()).toEqual([])

    driver.element.scrollIntoView()
    await eventually(() => server.counts.unseen === 0)
    server.add()
    await eventually(() => server.counts.unread === 4 && server.counts.unseen === 0)
    expect(commandTypes()).toEqual(['seen', 'seen'])

    visibility = 'hidden'
    server.add()
    await eventually(() => driver.element.inbox?.$counts.get().unread === 5)
    await driver.element.updateComplete
    expect(server.counts.unseen).toBe(1)
  })
})

describe('the list of the inbox', () => {
  it('keeps its rows in place on a scrolling page, and offers new notifications at the top', async () => {
    server.addMany(30)
    const driver = await InboxDriver.show()
    expect(driver.find('.body')?.scrollHeight).toBe(driver.find('.body')?.clientHeight)
    scrollTo(0, 600)
    server.add()
    await eventually(() => driver.part('new') !== null)
    driver.part('new')?.click()
    await eventually(() => driver.rows.length === 30 && driver.part('new') === null)
    await eventually(() => (driver.find('#heading')?.getBoundingClientRect().top ?? -1) >= 0)
    await eventually(() => driver.focused === driver.parts('link')[0])
  })

  it('scrolls inside the height that the page gives it with scroll="inside"', async () => {
    server.addMany(30)
    const driver = await InboxDriver.show()
    driver.element.setAttribute('scroll', 'inside')
    driver.element.style.blockSize = '400px'
    expect(driver.element.offsetHeight).toBe(400)
    expect(driver.panel.offsetHeight).toBe(400)
    const body = driver.find('.body') as HTMLElement
    expect(body.scrollHeight).toBeGreaterThan(body.clientHeight)
    const { documentElement: root } = document
    await eventually(() => root.scrollHeight === root.clientHeight)
  })
})
