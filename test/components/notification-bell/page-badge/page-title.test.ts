import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

beforeEach(() => {
  document.title = 'Courses'
})
afterEach(() => document.documentElement.removeAttribute('data-focus-mode'))

describe('the title of the page', () => {
  it('begins with the count, and is the page’s own again without title-count', async () => {
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
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

  it('contains the count exactly once, however the page changes it', async () => {
    server.addMany(2)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
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
    // The bell is removed before its observer hears of the new title.
    document.title = 'Messages'
    bell.remove()
    expect(document.title).toBe('Messages')
  })

  it('settles beside another script that puts a count of its own before the title', async () => {
    server.addMany(2)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
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

  it('contains the count once after the page saves it and sets it again', async () => {
    server.addMany(1)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
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

  it('contains the count once when Turbo restores a head from its cache', async () => {
    server.addMany(1)
    await BellDriver.connect({ attributes: ['title-count'] })
    await eventually(() => document.title === '(1) Courses')
    const cached = document.head.querySelector('title')?.cloneNode(true) as Element
    document.title = 'Grades'
    await eventually(() => document.title === '(1) Grades')
    server.add()
    await eventually(() => document.title === '(2) Grades')
    document.head.querySelector('title')?.replaceWith(cached)
    await eventually(() => document.title === '(2) Courses')
  })

  it('contains no old count when htmx restores a cached title after everything is read', async () => {
    server.addMany(2)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
    await eventually(() => document.title === '(2) Courses')
    const cached = document.title
    document.title = 'Grades'
    await eventually(() => document.title === '(2) Grades')
    bell.inbox?.markAllAsRead()
    await eventually(() => document.title === 'Grades')
    document.title = cached
    await eventually(() => document.title === 'Courses')
  })

  it('contains the count once beside a chat that alternates the title with its own', async () => {
    server.addMany(1)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
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

  it('keeps a number with which the page’s own title begins', async () => {
    document.title = '(1) Introduction'
    server.addMany(1)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
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
    await BellDriver.connect({ attributes: ['title-count'] })
    await eventually(() => document.title === '(3) (1) Introduction')
  })

  it('is the count alone in a page without a title, until the page sets one', async () => {
    document.title = ''
    server.addMany(1)
    await BellDriver.connect({ attributes: ['title-count'] })
    await eventually(() => document.title === '(1)')
    document.title = '(1) Physics'
    await eventually(() => document.title === '(1) (1) Physics')
  })

  it('shows one count for several bells', async () => {
    server.addMany(2)
    const { bell } = await BellDriver.connect({ attributes: ['title-count'] })
    await BellDriver.connect({ attributes: ['title-count'] })
    await eventually(() => document.title === '(2) Courses')
    bell.remove()
    await eventually(() => document.title === '(2) Courses')
  })

  it('does not change while the page is in focus mode', async () => {
    server.addMany(2)
    const driver = await BellDriver.connect({ attributes: ['title-count'] })
    await eventually(() => document.title === '(2) Courses')
    document.documentElement.setAttribute('data-focus-mode', 'exam')
    server.add()
    await eventually(() => driver.badge === '3')
    expect(document.title).toBe('(2) Courses')
    document.documentElement.removeAttribute('data-focus-mode')
    await eventually(() => document.title === '(3) Courses')
  })
})
