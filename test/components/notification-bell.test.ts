import { fixture, html } from '@open-wc/testing'
import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import {
  badge,
  button,
  connected,
  endpoint,
  eventually,
  expectAccessible,
  serveEachTest,
  server,
} from '../support/bell.js'

serveEachTest()

describe('the closed bell', () => {
  it('is a button with the name "Notifications" and no badge where nothing is unread', async () => {
    const bell = await connected()
    expect(button(bell).getAttribute('aria-label')).toBe('Notifications')
    expect(badge(bell)).toBeUndefined()
    await expectAccessible(bell)
  })

  it('shows how many are unread, in badge and name', async () => {
    server.addMany(7)
    const bell = await connected()
    expect(badge(bell)).toBe('7')
    expect(button(bell).getAttribute('aria-label')).toBe('Notifications, 7 unread')
    await expectAccessible(bell)
  })

  it.each([
    [99, '99', 'Notifications, 99 unread'],
    [100, '99+', 'Notifications, more than 99 unread'],
  ])('shows %i unread as %s', async (count, shown, name) => {
    server.addMany(count)
    const bell = await connected()
    expect(badge(bell)).toBe(shown)
    expect(button(bell).getAttribute('aria-label')).toBe(name)
  })

  it('caps where max-count says, and at 99 where that is no number', async () => {
    server.addMany(12)
    const bell = await connected()
    bell.setAttribute('max-count', '9')
    await bell.updateComplete
    expect(badge(bell)).toBe('9+')
    bell.setAttribute('max-count', 'many')
    await bell.updateComplete
    expect(badge(bell)).toBe('12')
  })

  it('follows what comes without a reload', async () => {
    const bell = await connected()
    server.add()
    await eventually(() => badge(bell) === '1')
    server.add()
    await eventually(() => badge(bell) === '2')
  })

  it('speaks the page’s language, and another when the page changes', async () => {
    server.addMany(2)
    const bell = await connected()
    document.documentElement.lang = 'pt-BR'
    await eventually(() => button(bell).ariaLabel === 'Notificações, 2 não lidas')
    document.documentElement.lang = 'xx-nonsense-'
    await eventually(() => button(bell).ariaLabel === 'Notifications, 2 unread')
    document.documentElement.removeAttribute('lang')
  })

  it('shares one inbox with every other of the same endpoint and member', async () => {
    server.add()
    const [one, two] = [await connected(), await connected()]
    await eventually(() => badge(two) === '1')
    const inboxes = () =>
      vi.mocked(fetch).mock.calls.filter(([input]) => new Request(input).url.includes('/v1/inbox?'))
        .length
    expect(inboxes()).toBe(1)
    const other = await connected('ben')
    await eventually(() => badge(other) === '1')
    expect(inboxes()).toBe(2)
    expect(badge(one)).toBe('1')
  })

  it('shows nothing of a member who logged out', async () => {
    server.add()
    const bell = await connected()
    await eventually(() => badge(bell) === '1')
    bell.inbox?.logOut()
    await eventually(() => badge(bell) === undefined && server.streamCount === 0)
  })

  it('takes the inbox of the provider around it', async () => {
    server.add()
    const provider = await fixture<HTMLElementTagNameMap['notification-provider']>(
      html`<notification-provider endpoint=${endpoint} member="ana">
        <div><notification-bell></notification-bell></div>
      </notification-provider>`,
    )
    const bell = provider.querySelector('notification-bell') as NotificationBell
    await eventually(() => badge(bell) === '1' && server.opened.length === 1)
    expect(bell.inbox).toBe(provider.inbox)
  })

  it('keeps properties that were set before it was defined', async () => {
    // In a document without a window nothing is defined; in this one the element is upgraded.
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

  it('keeps its connection when it is moved, and closes it when it is gone', async () => {
    server.add()
    const bell = await connected()
    const elsewhere = await fixture(html`<div></div>`)
    elsewhere.append(bell)
    await bell.updateComplete
    expect(badge(bell)).toBe('1')
    expect(server.opened).toHaveLength(1)
    bell.remove()
    await eventually(() => server.streamCount === 0)
  })
})
