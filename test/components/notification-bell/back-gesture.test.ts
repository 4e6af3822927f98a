import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { server as runner } from 'vitest/browser'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import {
  button,
  eventually,
  isOpen,
  opened,
  panel,
  rows,
  serveEachTest,
  server,
  within,
} from '../../support/bell.js'

serveEachTest()

const closeWatcher = Object.getOwnPropertyDescriptor(window, 'CloseWatcher')

/** Gives the test's window a size, in pixels; none gives it its own again. */
const resize = (width = '', height = '') =>
  Object.assign((frameElement as HTMLElement).style, { width, height })

beforeEach(() => {
  // As in the browsers that have none.
  Reflect.deleteProperty(window, 'CloseWatcher')
  resize('400px')
  history.pushState({ page: 'courses' }, '')
  server.addMany(2)
})
afterEach(() => {
  if (closeWatcher) Object.defineProperty(window, 'CloseWatcher', closeWatcher)
  resize()
})

const hasEntry = () => 'belfryPanel' in (history.state as object)

async function openedSheet(): Promise<NotificationBell> {
  const bell = await opened()
  await eventually(hasEntry)
  return bell
}

/** The page's own state, as its router would be told it. */
const nextState = () =>
  new Promise((resolve) =>
    addEventListener('popstate', ({ state }) => resolve(state), { once: true }),
  )

describe('a panel on a phone', () => {
  it('is closed by "back", opened again by "forward", and keeps the state of the page', async () => {
    const bell = await openedSheet()
    expect(history.state).toMatchObject({ page: 'courses' })
    const state = nextState()
    history.back()
    await eventually(() => !bell.open && !isOpen(bell))
    expect(await state).toEqual({ page: 'courses' })
    history.forward()
    await eventually(() => isOpen(bell) && hasEntry())
    history.back()
    await eventually(() => !isOpen(bell))
  })

  it.each<[string, (bell: NotificationBell) => void]>([
    ['its button', (bell) => within(bell, '[part=close]')?.click()],
    ['the page', (bell) => bell.hide()],
    ['being removed', (bell) => bell.remove()],
  ])('takes its entry along when it is closed by %s', async (_, close) => {
    const bell = await openedSheet()
    const { length } = history
    const state = nextState()
    close(bell)
    expect(await state).toEqual({ page: 'courses' })
    history.pushState({ page: 'grades' }, '')
    expect(history.length).toBe(length)
  })

  it('is gone from the history before a router follows a row', async () => {
    const bell = await openedSheet()
    const { length } = history
    const chosen = new Promise<string | null>((resolve) =>
      bell.addEventListener('notification-click', (event) => {
        event.preventDefault()
        expect(history.state).toEqual({ page: 'courses' })
        history.pushState({ page: 'grades' }, '')
        resolve(event.href)
      }),
    )
    rows(bell)[0]?.querySelector<HTMLElement>('.link')?.click()
    expect(await chosen).toMatch(/^http/)
    await eventually(() => !isOpen(bell))
    expect(history.length).toBe(length)
    const state = nextState()
    history.back()
    expect(await state).toEqual({ page: 'courses' })
    expect(isOpen(bell)).toBe(false)
  })

  it('leaves the history to a page that went elsewhere meanwhile', async () => {
    const bell = await openedSheet()
    history.pushState({ page: 'grades' }, '')
    bell.hide()
    await eventually(() => !isOpen(bell))
    expect(history.state).toEqual({ page: 'grades' })
  })

  // WebKitGTK keeps the sheets of a frame as they were at its first width.
  if (runner.browser !== 'webkit')
    it('adds nothing to the history when it stands beside its bell', async () => {
      resize('1000px', '700px')
      const bell = await opened()
      expect(panel(bell).offsetWidth).toBeLessThan(innerWidth)
      expect(hasEntry()).toBe(false)
    })

  if (closeWatcher)
    it('adds nothing to the history where the browser closes popovers by itself', async () => {
      Object.defineProperty(window, 'CloseWatcher', closeWatcher)
      const bell = await opened()
      expect(panel(bell).offsetWidth).toBe(document.documentElement.clientWidth)
      button(bell).click()
      await eventually(() => !isOpen(bell))
      expect(hasEntry()).toBe(false)
    })
})
