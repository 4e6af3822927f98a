import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { NotificationActionEvent } from '../../../src/components/notification-panel/row/notification-row.events.js'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { example, ownType } from '../../../src/testing/fixtures.js'
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
  titles,
  within,
} from '../../support/bell.js'

serveEachTest()

const filters = (bell: NotificationBell) => all(bell, '[part=filter]')
const filterNames = (bell: NotificationBell) =>
  filters(bell).map((filter) => filter.textContent?.replace(/\s+/g, ' ').trim())
const choose = (bell: NotificationBell, name: string) =>
  filters(bell)
    .find(({ textContent }) => textContent?.includes(name))
    ?.click()
const tool = (bell: NotificationBell, row: number, part: string) =>
  rows(bell)[row]?.querySelector<HTMLElement>(`[part=${part}]`)
const daysAgo = (days: number) => {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, 12).toISOString()
}
const ids = (bell: NotificationBell) => rows(bell).map(({ dataset }) => dataset['id'])

describe('the list', () => {
  it('stands under the headings of its days', async () => {
    for (const days of [400, 1, 1, 0]) server.add({ createdAt: daysAgo(days) })
    const bell = await opened()
    const days = all(bell, '[part=day]').map(({ textContent }) => textContent?.trim())
    expect(days).toEqual(['Today', 'Yesterday', 'Earlier'])
    const lists = all(bell, '[role=list]')
    expect(lists.map((list) => list.querySelectorAll('[part=row]').length)).toEqual([1, 2, 1])
    expect(lists[1]?.getAttribute('aria-labelledby')).toBe(all(bell, '[part=day]')[1]?.id)
    await expectAccessible(bell)
  })

  it('is grouped anew at midnight, while it is open', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    vi.setSystemTime(new Date(2026, 2, 4, 23, 58))
    server.add({ createdAt: new Date(2026, 2, 4, 9, 15).toISOString() })
    const bell = await opened()
    const days = () => all(bell, '[part=day]').map(({ textContent }) => textContent?.trim())
    expect(days()).toEqual(['Today'])
    await vi.advanceTimersByTimeAsync(3 * 60_000)
    await eventually(() => days()[0] === 'Yesterday')
    expect(days()).toEqual(['Yesterday'])
  })

  it('presses nothing together that stands above it, however long it is', async () => {
    server.addMany(30)
    const bell = await opened()
    for (const filter of filters(bell))
      expect(filter.scrollHeight).toBeLessThanOrEqual(filter.clientHeight)
    const bar = within(bell, '[part=filters]') as HTMLElement
    expect(bar.scrollHeight).toBe(bar.clientHeight)
  })

  it('is drawn again in one row where one changes', async () => {
    server.addMany(30)
    const bell = await opened()
    const changed = new Set<Element | null>()
    const observer = new MutationObserver((records) => {
      for (const { target } of records)
        changed.add(
          (target instanceof Element ? target : target.parentElement)?.closest('.row') ?? null,
        )
    })
    const list = within(bell, '[part=list]') as HTMLElement
    observer.observe(list, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
    tool(bell, 3, 'toggle-read')?.click()
    await eventually(() => badge(bell) === '29' && server.counts.unread === 29)
    await bell.updateComplete
    expect([...changed]).toEqual([rows(bell)[3]])
    observer.disconnect()
  })
})

describe('the filters', () => {
  it('come into view with the one that was chosen, and with them what lay outside', async () => {
    server.addMany(3)
    const bell = await opened()
    const bar = within(bell, '[part=filters]') as HTMLElement
    const isInView = (filter: Element | undefined) => {
      const [inner, outer] = [filter, bar].map((one) => one?.getBoundingClientRect())
      return (inner?.right ?? Infinity) <= (outer?.right ?? 0)
    }
    expect(isInView(filters(bell).at(-1))).toBe(false)
    choose(bell, 'Rewards')
    await eventually(() => isInView(filters(bell).at(-1)))
  })

  it('show what is unread and each category, with counts of their own', async () => {
    server.add({ content: example('points.earned') })
    server.add({ content: example('comment.replied') })
    server.add({ content: example('comment.created') })
    const read = server.add({ content: example('exam.graded') })
    server.add({ content: ownType, category: 'ranking' })
    const bell = await opened()
    tool(bell, ids(bell).indexOf(read.id), 'toggle-read')?.click()
    await eventually(() => badge(bell) === '4')
    expect(filterNames(bell)).toEqual([
      'All 4All, 4 unread',
      'Unread 4Unread, 4 unread',
      'Learning',
      'Interaction 2Interaction, 2 unread',
      'Rewards 1Rewards, 1 unread',
      'System 1System, 1 unread',
    ])
    choose(bell, 'Interaction')
    await eventually(() => rows(bell).length === 2)
    choose(bell, 'Unread')
    await eventually(() => rows(bell).length === 4)
    expect(filters(bell).map((filter) => filter.ariaPressed)).toContain('true')
    await expectAccessible(bell)
  })

  it('offer the way back where nothing is left', async () => {
    server.add({ content: example('exam.graded') })
    const bell = await opened()
    choose(bell, 'Rewards')
    await eventually(() => within(bell, '.notice') !== null)
    expect(within(bell, '.notice')?.textContent).toContain('Nothing to show here')
    await expectAccessible(bell)
    within(bell, '[part=show-all]')?.click()
    await eventually(() => rows(bell).length === 1)
  })

  it('limit what "Mark all as read" is about', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    const bell = await opened()
    choose(bell, 'Rewards')
    within(bell, '[part=mark-all]')?.click()
    await eventually(() => badge(bell) === '1' && server.counts.unread === 1)
    choose(bell, 'Learning')
    await eventually(() => rows(bell)[0]?.classList.contains('unread') === true)
  })
})

describe('a chosen category', () => {
  it('limits what "Clear all" takes away', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    const bell = await opened()
    choose(bell, 'Rewards')
    within(bell, '[part=clear-all]')?.click()
    await eventually(() => server.requests.length > 0 && rows(bell).length === 0)
    choose(bell, 'All')
    await eventually(() => rows(bell).length === 1)
    expect(titles(bell)).toEqual([example('exam.graded').title])
    await eventually(() => server.counts.unread === 1)
    expect(server.counts.unreadByCategory).toEqual({ learning: 1 })
  })
})

describe('a row', () => {
  it('is marked as read and as unread by its button', async () => {
    server.add()
    const bell = await opened()
    expect(tool(bell, 0, 'toggle-read')?.ariaLabel).toMatch(
      /^Mark as read: \u2068New lesson.*\u2069$/,
    )
    tool(bell, 0, 'toggle-read')?.click()
    await eventually(() => badge(bell) === undefined)
    expect(tool(bell, 0, 'toggle-read')?.ariaLabel).toMatch(/^Mark as unread: /)
    tool(bell, 0, 'toggle-read')?.click()
    await eventually(() => badge(bell) === '1')
    await expectAccessible(bell)
  })

  it('is removed by its button, gives the focus to the next, and comes back', async () => {
    server.addMany(3)
    const bell = await opened()
    const [, second, third] = ids(bell)
    tool(bell, 1, 'remove')?.focus()
    tool(bell, 1, 'remove')?.click()
    await eventually(() => rows(bell).length === 2)
    await eventually(() => focused(bell)?.closest<HTMLElement>('.row')?.dataset['id'] === third)
    tool(bell, 1, 'remove')?.focus()
    tool(bell, 1, 'remove')?.click()
    await eventually(() => rows(bell).length === 1)
    await eventually(() => focused(bell)?.closest('.row') === rows(bell)[0])
    within(bell, '[part=undo-button]')?.click()
    await eventually(() => ids(bell).includes(third))
    expect(ids(bell)).not.toContain(second)
  })

  it('leaves the focus to the heading when it was the last', async () => {
    server.add()
    const bell = await opened()
    tool(bell, 0, 'remove')?.focus()
    tool(bell, 0, 'remove')?.click()
    await eventually(() => within(bell, '.notice') !== null)
    await eventually(() => focused(bell) === within(bell, '[part=heading]'))
    expect(within(bell, '.notice')?.textContent).toContain('You’re all caught up')
  })

  it('has its buttons in the order of Tab only while the focus is in it', async () => {
    server.addMany(3)
    const bell = await opened()
    const reachable = () => all(bell, '.tool').map(({ tabIndex }) => tabIndex)
    expect(reachable()).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, -1])
    rows(bell)[1]?.querySelector<HTMLElement>('.link')?.focus()
    expect(reachable()).toEqual([-1, -1, -1, 0, 0, 0, -1, -1, -1])
    rows(bell)[2]?.querySelector<HTMLElement>('.link')?.focus()
    expect(reachable()).toEqual([-1, -1, -1, -1, -1, -1, 0, 0, 0])
  })

  it('offers further actions as links, and tells which was chosen', async () => {
    const secondaryActions = [
      { id: 'sign', label: 'Sign now', url: '/documents/7/sign' },
      { id: 'evil', label: 'Evil', url: 'javascript:alert(1)' },
    ]
    server.add({ content: { ...example('document.published'), secondaryActions } })
    const bell = await opened()
    const actions = all(bell, '[part=action]')
    expect(actions.map(({ textContent }) => textContent)).toEqual(['Sign now'])
    await expectAccessible(bell)
    let told: NotificationActionEvent | undefined
    bell.addEventListener('notification-action', (event) => {
      told = event
      event.preventDefault()
    })
    actions[0]?.click()
    expect(told?.action).toBe('sign')
    expect(told?.href).toBe(new URL('/documents/7/sign', location.href).href)
    await eventually(() => badge(bell) === undefined)
  })
})

describe('what comes while somebody reads', () => {
  it('waits behind a button, moves nothing, and is entered by it', async () => {
    server.addMany(20)
    const bell = await opened()
    const before = ids(bell)
    rows(bell)[4]?.querySelector<HTMLElement>('.link')?.focus()
    server.addMany(3)
    await eventually(() => within(bell, '[part=new]') !== null)
    expect(ids(bell)).toEqual(before)
    expect(within(bell, '[part=new]')?.textContent?.trim()).toBe('3 new')
    await expectAccessible(bell)
    within(bell, '[part=new]')?.click()
    await eventually(() => rows(bell).length === 23)
    expect(within(bell, '[part=new]')).toBeNull()
    await eventually(() => focused(bell)?.closest('.row') === rows(bell)[0])
    expect(titles(bell)).toHaveLength(23)
  })
})

describe('a list that is scrolled', () => {
  it('keeps its place when a row above goes, in every engine', async () => {
    const first = server.add()
    server.addMany(28)
    const newest = server.add()
    const bell = await opened()
    const body = within(bell, '.body') as HTMLElement
    body.scrollTo({ top: 400 })
    await eventually(() => body.scrollTop > 300)
    const edge = body.getBoundingClientRect().top
    const topmost = () =>
      rows(bell).find((row) => row.getBoundingClientRect().bottom > edge) as HTMLElement
    let seen: HTMLElement
    let before: number
    // What comes into view has another height than it was thought to have.
    do {
      seen = topmost()
      before = seen.getBoundingClientRect().top
      for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame)
    } while (seen !== topmost() || before !== seen.getBoundingClientRect().top)
    // As another device would: the row goes, wherever it stands.
    server.add({ ...newest, kind: 'removed', rev: server.position.u + 1, gonePos: newest.pos })
    await eventually(() => rows(bell).length === 29)
    await eventually(() => Math.abs(seen.getBoundingClientRect().top - before) < 2)
    expect(ids(bell)).toContain(first.id)
  })
})
