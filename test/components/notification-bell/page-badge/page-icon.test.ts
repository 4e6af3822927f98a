import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'
import { PIXEL } from '../../../support/pixel.js'

serveEachTest()

beforeEach(() => {
  document.title = 'Courses'
})
afterEach(() => {
  document.head.querySelectorAll('link[rel~=icon]').forEach((link) => link.remove())
})

describe('the icon of the page', () => {
  const addIcon = (href: string): HTMLLinkElement => {
    const link = document.createElement('link')
    link.rel = 'icon'
    link.setAttribute('href', href)
    document.head.append(link)
    return link
  }
  const isDrawn = (link: HTMLLinkElement) => link.href.startsWith('data:image/png')

  it('shows a badge while something is unread, and is exactly the page’s own again without a bell', async () => {
    const links = [addIcon('/not-there-16.png'), addIcon(PIXEL)] as const
    const before = links.map(({ outerHTML }) => outerHTML)
    const { bell } = await BellDriver.connect({ attributes: ['favicon-badge'] })
    expect(links.map(({ outerHTML }) => outerHTML)).toEqual(before)
    server.add()
    await eventually(() => links.every(isDrawn))
    const one = links[1].href
    server.add()
    await eventually(() => links.every(isDrawn) && links[1].href !== one)
    bell.remove()
    expect(links.map(({ outerHTML }) => outerHTML)).toEqual(before)
  })

  it('keeps the badge when the page changes its icon, and is the new icon without a bell', async () => {
    server.add()
    const link = addIcon(PIXEL)
    const { bell } = await BellDriver.connect({ attributes: ['favicon-badge'] })
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

  it('shows one badge after the page saves the icon and sets it again, and none without a bell', async () => {
    server.add()
    const link = addIcon(PIXEL)
    const { bell } = await BellDriver.connect({ attributes: ['favicon-badge'] })
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

  it('stays as it is if it cannot be loaded', async () => {
    server.add()
    const link = addIcon('data:image/png;base64,nothing')
    await BellDriver.connect({ attributes: ['favicon-badge', 'title-count'] })
    await eventually(() => document.title === '(1) Courses')
    const image = new Image()
    image.src = link.href
    await image.decode().catch(() => undefined)
    expect(link.getAttribute('href')).toBe('data:image/png;base64,nothing')
  })
})
