import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../../src/components/notification-bell/notification-bell.js'
import { listen, stopListening, type Heard } from '../../../support/audio.js'
import {
  badge,
  button,
  connected,
  endpoint,
  eventually,
  rows,
  serveEachTest,
  server,
  within,
} from '../../../support/bell.js'
import { PIXEL } from '../../../support/pixel.js'

serveEachTest()

beforeEach(() => {
  document.title = 'Courses'
})
afterEach(() => {
  document.head.querySelectorAll('link[rel~=icon]').forEach((link) => link.remove())
  document.documentElement.removeAttribute('data-focus-mode')
})

async function wanting(...attributes: string[]): Promise<NotificationBell> {
  const bell = await fixture<NotificationBell>(
    html`<notification-bell endpoint=${endpoint} member="ana"></notification-bell>`,
  )
  for (const name of attributes) bell.toggleAttribute(name, true)
  await eventually(() => server.streamCount > 0)
  return bell
}

describe('the badge', () => {
  it('of what is unseen goes when the panel opens, and what is unread stays in the name', async () => {
    server.addMany(3)
    const bell = await connected()
    bell.setAttribute('badge', 'unseen')
    await bell.updateComplete
    expect(badge(bell)).toBe('3')
    button(bell).click()
    await eventually(() => rows(bell).length === 3 && badge(bell) === undefined)
    expect(button(bell).ariaLabel).toBe('Notifications, 3 unread')
    expect(bell.matches(':state(has-unread)')).toBe(true)
    bell.hide()
    server.add()
    await eventually(() => badge(bell) === '1')
  })

  it('of what is unseen does not count what an open panel shows, while its page is in front', async () => {
    server.addMany(1)
    let visibility: DocumentVisibilityState = 'visible'
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
    const bell = await connected()
    bell.badge = 'unseen'
    button(bell).click()
    await eventually(() => rows(bell).length === 1 && server.counts.unseen === 0)
    server.add()
    await eventually(() => rows(bell).length === 2)
    await eventually(() => server.counts.unseen === 0 && badge(bell) === undefined)
    visibility = 'hidden'
    server.add()
    await eventually(() => badge(bell) === '1')
    await bell.updateComplete
    expect(server.counts.unseen).toBe(1)
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    await eventually(() => server.counts.unseen === 0 && badge(bell) === undefined)
    bell.hide()
    server.add()
    await eventually(() => badge(bell) === '1')
    await bell.updateComplete
    expect(server.counts.unseen).toBe(1)
  })

  it('as a dot shows no number, and the name still tells it', async () => {
    server.addMany(3)
    const bell = await connected()
    const pill = within(bell, '[part=badge]')?.getBoundingClientRect()
    bell.badge = 'dot'
    await bell.updateComplete
    expect(badge(bell)).toBe('')
    const dot = within(bell, '[part=badge]')?.getBoundingClientRect()
    expect(dot?.width).toBe(dot?.height)
    expect(dot?.width).toBeLessThan(pill?.width ?? 0)
    expect(button(bell).ariaLabel).toBe('Notifications, 3 unread')
  })
})

describe('the page’s title', () => {
  it('begins with the count, and is the page’s own again without', async () => {
    const bell = await wanting('title-count')
    server.addMany(3)
    await eventually(() => document.title === '(3) Courses')
    server.addMany(97)
    await eventually(() => document.title === '(99+) Courses')
    bell.titleCount = false
    await eventually(() => document.title === 'Courses')
    bell.titleCount = true
    await eventually(() => document.title === '(99+) Courses')
    bell.remove()
    expect(document.title).toBe('Courses')
  })

  it('keeps the count, and never has it twice, however the page changes it', async () => {
    server.addMany(2)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(2) Courses')
    document.title = 'Grades'
    await eventually(() => document.title === '(2) Grades')
    document.title += ' – Spring'
    await eventually(() => document.title === '(2) Grades – Spring')
    const other = document.createElement('title')
    other.textContent = 'Calendar'
    document.head.querySelector('title')?.replaceWith(other)
    await eventually(() => document.title === '(2) Calendar')
    const text = other.firstChild as Text
    text.data = 'Kept by a framework'
    await eventually(() => document.title === '(2) Kept by a framework')
    expect(other.firstChild).toBe(text)
    server.add()
    await eventually(() => document.title === '(3) Kept by a framework')
    // At once, before anybody could have heard of it.
    document.title = 'Messages'
    bell.remove()
    expect(document.title).toBe('Messages')
  })

  it('settles beside somebody else who puts a count before it', async () => {
    server.addMany(2)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(2) Courses')
    const other = new MutationObserver(() => {
      if (!document.title.startsWith('[5] ')) document.title = `[5] ${document.title}`
    })
    other.observe(document.head, { childList: true, subtree: true, characterData: true })
    document.title = 'Grades'
    await eventually(() => /^\[5\] (\(2\) )?Grades$/.test(document.title))
    other.disconnect()
    bell.remove()
    expect(document.title).toBe('[5] Grades')
  })

  it('counts once where the page saves the title and sets it again', async () => {
    server.addMany(1)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(1) Courses')
    const saved = document.title
    server.add()
    await eventually(() => document.title === '(2) Courses')
    document.title = saved
    await eventually(() => document.title === '(2) Courses')
    document.title = `${saved} – Spring`
    await eventually(() => document.title === '(2) Courses – Spring')
    bell.inbox?.markAllAsRead()
    await eventually(() => document.title === 'Courses – Spring')
    document.title = saved
    await eventually(() => document.title === 'Courses')
    bell.remove()
    document.title = saved
    await eventually(() => document.title === 'Courses')
  })

  it('counts once where Turbo goes back to a head from its cache', async () => {
    server.addMany(1)
    await wanting('title-count')
    await eventually(() => document.title === '(1) Courses')
    const cached = document.head.querySelector('title')?.cloneNode(true) as Element
    document.title = 'Grades'
    await eventually(() => document.title === '(1) Grades')
    server.add()
    await eventually(() => document.title === '(2) Grades')
    document.head.querySelector('title')?.replaceWith(cached)
    await eventually(() => document.title === '(2) Courses')
  })

  it('counts once where htmx goes back to a title from its cache after all is read', async () => {
    server.addMany(2)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(2) Courses')
    const cached = document.title
    document.title = 'Grades'
    await eventually(() => document.title === '(2) Grades')
    bell.inbox?.markAllAsRead()
    await eventually(() => document.title === 'Grades')
    document.title = cached
    await eventually(() => document.title === 'Courses')
  })

  it('counts once beside a chat that alternates the title with its own', async () => {
    server.addMany(1)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(1) Courses')
    const saved = document.title
    document.title = 'New message!'
    await eventually(() => document.title === '(1) New message!')
    server.add()
    await eventually(() => document.title === '(2) New message!')
    document.title = saved
    await eventually(() => document.title === '(2) Courses')
    document.title = `💬 ${document.title}`
    server.add()
    await eventually(() => document.title === '(3) 💬 Courses')
    bell.inbox?.markAllAsRead()
    await eventually(() => document.title === '💬 Courses')
    document.title = saved
    await eventually(() => document.title === 'Courses')
  })

  it('leaves a number with which a page’s own title begins', async () => {
    document.title = '(1) Introduction'
    server.addMany(1)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(1) (1) Introduction')
    document.title = '(2) Basics'
    await eventually(() => document.title === '(1) (2) Basics')
    server.add()
    await eventually(() => document.title === '(2) (2) Basics')
    document.title = '(2) Practice'
    await eventually(() => document.title === '(2) (2) Practice')
    bell.remove()
    expect(document.title).toBe('(2) Practice')
    document.title = '(1) Introduction'
    server.add()
    await wanting('title-count')
    await eventually(() => document.title === '(3) (1) Introduction')
  })

  it('stands in a page without a title until that has one', async () => {
    document.title = ''
    server.addMany(1)
    await wanting('title-count')
    await eventually(() => document.title === '(1)')
    document.title = '(1) Physics'
    await eventually(() => document.title === '(1) (1) Physics')
  })

  it('shows one count for several bells', async () => {
    server.addMany(2)
    const bell = await wanting('title-count')
    await wanting('title-count')
    await eventually(() => document.title === '(2) Courses')
    bell.remove()
    await eventually(() => document.title === '(2) Courses')
  })

  it('does not move while the page is in focus mode', async () => {
    server.addMany(2)
    const bell = await wanting('title-count')
    await eventually(() => document.title === '(2) Courses')
    document.documentElement.setAttribute('data-focus-mode', 'exam')
    server.add()
    await eventually(() => badge(bell) === '3')
    expect(document.title).toBe('(2) Courses')
    document.documentElement.removeAttribute('data-focus-mode')
    await eventually(() => document.title === '(3) Courses')
  })
})

describe('the page’s icon', () => {
  const addIcon = (href: string): HTMLLinkElement => {
    const link = document.createElement('link')
    link.rel = 'icon'
    link.setAttribute('href', href)
    document.head.append(link)
    return link
  }
  const isDrawn = (link: HTMLLinkElement) => link.href.startsWith('data:image/png')

  it('wears the badge, and is exactly what it was without', async () => {
    const links = [addIcon('/not-there-16.png'), addIcon(PIXEL)] as const
    const before = links.map(({ outerHTML }) => outerHTML)
    const bell = await wanting('favicon-badge')
    expect(links.map(({ outerHTML }) => outerHTML)).toEqual(before)
    server.add()
    await eventually(() => links.every(isDrawn))
    const one = links[1].href
    server.add()
    await eventually(() => links.every(isDrawn) && links[1].href !== one)
    bell.remove()
    expect(links.map(({ outerHTML }) => outerHTML)).toEqual(before)
  })

  it('wears it still when the page changes its icon, and gives back the new one', async () => {
    server.add()
    const link = addIcon(PIXEL)
    const bell = await wanting('favicon-badge')
    await eventually(() => isDrawn(link))
    const blue = link.href
    const green = PIXEL.replace('00f', '0f0')
    link.setAttribute('href', green)
    await eventually(() => isDrawn(link) && link.href !== blue)
    const other = addIcon(PIXEL)
    await eventually(() => isDrawn(other))
    bell.remove()
    expect([link, other].map((one) => one.getAttribute('href'))).toEqual([green, PIXEL])
  })

  it('wears one badge where the page saves the icon and sets it again, and none without', async () => {
    server.add()
    const link = addIcon(PIXEL)
    const bell = await wanting('favicon-badge')
    await eventually(() => isDrawn(link))
    const saved = link.href
    server.add()
    await eventually(() => isDrawn(link) && link.href !== saved)
    const two = link.href
    link.href = saved
    await eventually(() => link.href === two)
    const cached = link.cloneNode(true) as HTMLLinkElement
    link.replaceWith(cached)
    server.add()
    await eventually(() => isDrawn(cached) && cached.href !== two)
    bell.remove()
    expect(cached.getAttribute('href')).toBe(PIXEL)
    cached.href = saved
    await eventually(() => cached.getAttribute('href') === PIXEL)
  })

  it('stays as it is where it cannot be loaded', async () => {
    server.add()
    const link = addIcon('data:image/png;base64,nothing')
    await wanting('favicon-badge', 'title-count')
    await eventually(() => document.title === '(1) Courses')
    const image = new Image()
    image.src = link.href
    await image.decode().catch(() => undefined)
    expect(link.getAttribute('href')).toBe('data:image/png;base64,nothing')
  })
})

describe('the icon of the installed app', () => {
  it('wears the count until nothing is unread, or the bell is gone', async () => {
    const told: (number | undefined)[] = []
    const answer = (count?: number) => {
      told.push(count)
      return Promise.reject(new DOMException('no', 'NotAllowedError'))
    }
    Object.defineProperty(navigator, 'setAppBadge', { value: answer, configurable: true })
    Object.defineProperty(navigator, 'clearAppBadge', {
      value: () => answer(),
      configurable: true,
    })
    server.addMany(2)
    const bell = await wanting('app-badge')
    await eventually(() => told.at(-1) === 2)
    bell.remove()
    expect(told).toEqual([2, undefined])
    Reflect.deleteProperty(navigator, 'setAppBadge')
    Reflect.deleteProperty(navigator, 'clearAppBadge')
  })
})

describe('the sound', () => {
  let heard: Heard

  beforeEach(() => {
    heard = listen(true)
  })
  afterEach(stopListening)

  const arrive = () => server.add({ createdAt: new Date().toISOString() })
  const preferencesAsked = (): number =>
    vi.mocked(fetch).mock.calls.filter(([input]) => new Request(input).url.includes('/preferences'))
      .length

  it('tells what comes while the page is open, and only that', async () => {
    arrive()
    const bell = await wanting('sound', 'title-count')
    await eventually(() => document.title === '(1) Courses')
    server.add({ createdAt: new Date(Date.now() - 120_000).toISOString() })
    await eventually(() => badge(bell) === '2')
    expect(preferencesAsked()).toBe(0)
    arrive()
    await eventually(() => heard.notes.length === 2)
    heard.wait(1)
    // Heard with it.
    arrive()
    await eventually(() => badge(bell) === '4')
    // By now it is known whose turn it is.
    await navigator.locks.request('turn', () => undefined)
    expect(heard.notes).toHaveLength(2)
    expect(preferencesAsked()).toBe(1)
  })

  it('is kept in focus mode, and in quiet hours', async () => {
    server.preferences = { quietHours: { from: '00:00', to: '24:00', timeZone: 'UTC' } }
    const bell = await wanting('sound', 'title-count')
    document.documentElement.setAttribute('data-focus-mode', 'exam')
    arrive()
    await eventually(() => badge(bell) === '1')
    document.documentElement.removeAttribute('data-focus-mode')
    await eventually(() => document.title === '(1) Courses')
    expect(preferencesAsked()).toBe(0)
    arrive()
    await eventually(() => preferencesAsked() === 1 && document.title === '(2) Courses')
    expect(heard.notes).toEqual([])
  })
})
