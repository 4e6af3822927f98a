import { fixture, html } from '@open-wc/testing'
import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { endpoint, requestsTo, serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

describe('the closed bell', () => {
  it('is a button named "Notifications", without a badge, while nothing is unread', async () => {
    const driver = await BellDriver.connect()
    expect(driver.button.getAttribute('aria-label')).toBe('Notifications')
    expect(driver.badge).toBeUndefined()
    await expectAccessible(driver.bell)
  })

  it('shows the unread count in its badge and in its name', async () => {
    server.addMany(7)
    const driver = await BellDriver.connect()
    expect(driver.badge).toBe('7')
    expect(driver.button.getAttribute('aria-label')).toBe('Notifications, 7 unread')
    await expectAccessible(driver.bell)
  })

  it.each([
    [99, '99', 'Notifications, 99 unread'],
    [100, '99+', 'Notifications, more than 99 unread'],
  ])('shows the unread count %i as %s', async (count, shown, name) => {
    server.addMany(count)
    const driver = await BellDriver.connect()
    expect(driver.badge).toBe(shown)
    expect(driver.button.getAttribute('aria-label')).toBe(name)
  })

  it('caps the badge at max-count, and at 99 if max-count is not a number', async () => {
    server.addMany(12)
    const driver = await BellDriver.connect()
    driver.bell.setAttribute('max-count', '9')
    await driver.bell.updateComplete
    expect(driver.badge).toBe('9+')
    driver.bell.setAttribute('max-count', 'many')
    await driver.bell.updateComplete
    expect(driver.badge).toBe('12')
  })

  it('counts new notifications without a reload', async () => {
    const driver = await BellDriver.connect()
    server.add()
    await eventually(() => driver.badge === '1')
    server.add()
    await eventually(() => driver.badge === '2')
  })

  it('follows the language of the page when it changes', async () => {
    server.addMany(2)
    const driver = await BellDriver.connect()
    document.documentElement.lang = 'pt-BR'
    await eventually(() => driver.button.ariaLabel === 'Notificações, 2 não lidas')
    document.documentElement.lang = 'xx-nonsense-'
    await eventually(() => driver.button.ariaLabel === 'Notifications, 2 unread')
    document.documentElement.removeAttribute('lang')
  })

  it('shares one inbox with every other bell of the same endpoint and member', async () => {
    server.add()
    const [one, two] = [await BellDriver.connect(), await BellDriver.connect()]
    await eventually(() => two.badge === '1')
    const inboxes = () => requestsTo('/v1/inbox')
    expect(inboxes()).toHaveLength(1)
    const other = await BellDriver.connect({ member: 'ben' })
    await eventually(() => other.badge === '1')
    expect(inboxes()).toHaveLength(2)
    expect(one.badge).toBe('1')
  })

  it('shows no badge after the member has logged out', async () => {
    server.add()
    const driver = await BellDriver.connect()
    await eventually(() => driver.badge === '1')
    driver.bell.inbox?.logOut()
    await eventually(() => driver.badge === undefined && server.streamCount === 0)
  })

  it('uses the inbox of the provider around it', async () => {
    server.add()
    const provider = await fixture<HTMLElementTagNameMap['notification-provider']>(
      html`<notification-provider endpoint=${endpoint} member="ana">
        <div><notification-bell></notification-bell></div>
      </notification-provider>`,
    )
    const driver = new BellDriver(provider.querySelector('notification-bell') as NotificationBell)
    await eventually(() => driver.badge === '1' && server.opened.length === 1)
    expect(driver.bell.inbox).toBe(provider.inbox)
  })

  it('keeps properties that were set before it was defined', async () => {
    // A document without a window defines no elements. The element is upgraded when it moves here.
    const early = document.implementation.createHTMLDocument().createElement('notification-bell')
    Object.assign(early, { endpoint, getToken: () => 'early' })
    expect('updateComplete' in early).toBe(false)
    const place = await fixture(html`<div></div>`)
    place.append(early)
    await eventually(() => server.streamCount === 1)
    const calls = vi.mocked(fetch).mock.calls.map(([input, init]) => new Request(input, init))
    // An inbox of an earlier test may still be sending.
    const own = calls.filter(({ url }) => url.startsWith(`${endpoint}/`))
    expect(own.length).toBeGreaterThan(0)
    for (const { headers } of own) expect(headers.get('authorization')).toBe('Bearer early')
  })

  it('keeps its connection when it is moved, and closes it when it is removed', async () => {
    server.add()
    const driver = await BellDriver.connect()
    const elsewhere = await fixture(html`<div></div>`)
    elsewhere.append(driver.bell)
    await driver.bell.updateComplete
    expect(driver.badge).toBe('1')
    expect(server.opened).toHaveLength(1)
    driver.bell.remove()
    await eventually(() => server.streamCount === 0)
  })
})
