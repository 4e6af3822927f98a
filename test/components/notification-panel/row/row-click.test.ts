import { describe, expect, it } from 'vitest'
import type { NotificationClickEvent } from '../../../../src/components/notification-panel/row/notification-row.events.js'
import {
  badge,
  choose,
  eventually,
  isOpen,
  opened,
  rows,
  serveEachTest,
  server,
} from '../../../support/bell.js'

serveEachTest()

describe('choosing a notification', () => {
  it('marks it as read, follows its link and closes the panel', async () => {
    server.addMany(2)
    const bell = await opened()
    const link = rows(bell)[0]?.querySelector('a')
    expect(link?.getAttribute('href')).toBe('/courses/geometry-1/lessons/lesson-2')
    choose(bell, 0)
    await eventually(() => badge(bell) === '1')
    expect(isOpen(bell)).toBe(false)
    await eventually(() => server.counts.unread === 1)
  })

  it('can be taken over by a router', async () => {
    server.add()
    const bell = await opened()
    let event: NotificationClickEvent | undefined
    document.body.addEventListener(
      'notification-click',
      (click) => {
        event = click
        click.preventDefault()
      },
      { once: true },
    )
    const click = choose(bell, 0)
    expect(click.defaultPrevented).toBe(true)
    expect(event?.notification.type).toBe('lesson.published')
    expect(event?.href).toBe(new URL('/courses/geometry-1/lessons/lesson-1', location.href).href)
    await eventually(() => badge(bell) === undefined)
  })

  it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }])(
    'with %j is the browser’s, marks it as read and leaves the panel open',
    async (init) => {
      server.add()
      const bell = await opened()
      let told = false
      bell.addEventListener('notification-click', () => (told = true))
      choose(bell, 0, init)
      await eventually(() => badge(bell) === undefined)
      expect(told).toBe(false)
      expect(isOpen(bell)).toBe(true)
    },
  )

  it('without a link marks it as read and stays', async () => {
    server.add({ content: { type: 'announcement.published', title: 'Maintenance', message: '' } })
    const bell = await opened()
    choose(bell, 0)
    await eventually(() => badge(bell) === undefined)
    expect(isOpen(bell)).toBe(true)
  })
})
