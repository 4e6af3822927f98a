import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { example } from '../../../src/testing/fixtures.js'
import {
  all,
  badge,
  eventually,
  expectAccessible,
  focused,
  opened,
  rows,
  serveEachTest,
  server,
  within,
} from '../../support/bell.js'

serveEachTest()

/** What older pages were asked for, as the categories and filters that they were asked with. */
const asked = () =>
  vi
    .mocked(fetch)
    .mock.calls.map(([input]) => new URL(new Request(input).url))
    .filter(({ pathname }) => pathname.endsWith('/page'))
    .map(({ searchParams }) => searchParams.get('category') ?? searchParams.get('filter'))

const filter = (bell: NotificationBell, name: string) =>
  all(bell, '[part=filter]')
    .find(({ textContent }) => textContent?.includes(name))
    ?.click()

const removeAllShown = (bell: NotificationBell) => {
  for (const { id } of bell.inbox?.$notifications.get() ?? []) bell.inbox?.remove(id)
}

describe('a filter', () => {
  it('shows what its number counts, older ones of its own with it, and asks for no others', async () => {
    for (let n = 0; n < 9; n += 1) server.add({ content: example('comment.replied') })
    server.addMany(60)
    const bell = await opened()
    filter(bell, 'Interaction')
    expect(within(bell, '.notice')).toBeNull()
    await eventually(() => rows(bell).length === 9)
    expect(asked()).toEqual(['interaction'])
    expect(within(bell, '[part=load-older]')).toBeNull()
    await expectAccessible(bell)
  })

  it('of the unread goes on with older ones where those that were shown are read', async () => {
    server.addMany(40)
    const bell = await opened()
    filter(bell, 'Unread')
    await eventually(() => rows(bell).length === 30)
    for (const { id } of bell.inbox?.$notifications.get() ?? []) bell.inbox?.markAsRead(id)
    await eventually(() => rows(bell).length === 10)
    expect(badge(bell)).toBe('10')
  })

  it('that the server cannot be asked for looks through a few pages, and leaves the rest to a press', async () => {
    server.add({ content: example('announcement.published') })
    server.addMany(299)
    const bell = await opened()
    filter(bell, 'System')
    await eventually(() => within(bell, '.notice') !== null)
    expect(asked()).toHaveLength(5)
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 1)
    expect(asked()).toHaveLength(9)
  })

  it('says where older ones cannot be had, and tries again', async () => {
    server.add({ content: example('comment.replied') })
    server.addMany(40)
    const bell = await opened()
    server.hasNoPages = true
    filter(bell, 'Interaction')
    await eventually(() => within(bell, '.older-failed') !== null)
    expect(asked()).toHaveLength(1)
    server.hasNoPages = false
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 1)
  })
})

describe('a closed panel', () => {
  it('asks anew when it opens, for whoever the bell is of by then', async () => {
    server.add({ content: example('comment.replied') })
    server.addMany(40)
    const bell = await opened()
    filter(bell, 'Interaction')
    await eventually(() => rows(bell).length === 1)
    bell.open = false
    await bell.updateComplete
    bell.member = 'leo'
    await bell.updateComplete
    bell.open = true
    await eventually(() => asked().length === 2)
    await eventually(() => rows(bell).length === 1)
  })
})

describe('an open panel', () => {
  it('whose member is signed out says so', async () => {
    server.addMany(1)
    const bell = await opened()
    bell.inbox?.logOut()
    await eventually(() => within(bell, '.notice-title') !== null)
    expect(within(bell, '.notice-title')?.textContent).toBe('You are signed out')
  })
})

describe('"Load older"', () => {
  it('leaves the focus at what it has brought, where it goes with the last of it', async () => {
    server.addMany(45)
    const bell = await opened()
    within(bell, '[part=load-older]')?.focus()
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 45)
    await eventually(() => focused(bell) !== null && within(bell, '[part=load-older]') === null)
    expect(focused(bell)?.closest('.row')).not.toBeNull()
  })
})

describe('what is new', () => {
  it('is shown where the last row goes that somebody was in', async () => {
    server.addMany(1)
    const bell = await opened()
    const [first] = bell.inbox?.$notifications.get() ?? []
    within(bell, '.link')?.focus()
    server.addMany(1)
    await eventually(() => within(bell, '[part=new]') !== null)
    bell.inbox?.remove(first?.id ?? '')
    await eventually(() => within(bell, '[part=new]') === null)
    expect(rows(bell)).toHaveLength(1)
    expect(focused(bell)).toBe(within(bell, '.link'))
  })
})

describe('a list of which all that is loaded goes', () => {
  it('goes on with what is older, and is not called empty before', async () => {
    server.addMany(45)
    const bell = await opened()
    removeAllShown(bell)
    await eventually(() => rows(bell).length === 15)
    expect(badge(bell)).toBe('15')
    removeAllShown(bell)
    await eventually(() => within(bell, '.notice') !== null)
    expect(within(bell, '.notice')?.textContent).toContain('cleared')
    expect(badge(bell)).toBeUndefined()
  })

  it('says where what is older cannot be had, and tries again', async () => {
    server.addMany(45)
    const bell = await opened()
    server.hasNoPages = true
    removeAllShown(bell)
    await eventually(() => within(bell, '.older-failed') !== null)
    expect(within(bell, '.notice')).toBeNull()
    server.hasNoPages = false
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 15)
  })
})
