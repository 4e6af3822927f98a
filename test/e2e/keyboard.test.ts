import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { becomeMember } from '../support/demo-page.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const within = `document.querySelector('notification-bell').shadowRoot`
const active = `${within}.activeElement`
const isOn = (css: string) => `${active}?.matches('${css}') === true`
const part = (name: string) => `[part~="${name}"]`
const rows = `${within}.querySelectorAll('${part('row')}').length`
const badge = `(${within}.querySelector('${part('badge')}')?.textContent.trim() ?? '')`
const isRead = `${active}?.closest('${part('row')}').querySelector('${part('unread-mark')}') === null`
/** Whether the server has answered all that was done. */
const isSettled = `Object.keys(localStorage).every((key) => !key.includes(':outbox:'))`
const isMenuOpen = `${within}.querySelector('${part('menu')}').matches(':popover-open')`

/** More ways than this from one control to the next would be a maze. */
const TABS = 40

/** Each engine has a member of its own, whose list begins empty. */
const members = ['student-1', 'student-2', 'teacher-1']

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer()
})
afterAll(() => server.stop())

/** Goes on, or back, until a control has the focus, and presses it. */
async function pressOn(page: Page, css: string, way = 'Tab'): Promise<void> {
  for (let times = 0; times < TABS; times += 1) {
    if (await page.evaluate(isOn(css))) return page.press('Enter')
    await page.press(way)
  }
  throw new Error(`${way} does not lead to ${css}`)
}

/** Presses the button of the focused row, which is in its menu where there is a touchscreen. */
async function pressTool(page: Page, name: string): Promise<void> {
  if (await page.evaluate(`matchMedia('(hover: none), (pointer: coarse)').matches`)) {
    await pressOn(page, part('row-more'))
    await page.waitFor(isOn('.row-menu .menu-item'))
  }
  await pressOn(page, part(name))
}

describe.each(engines)('with the keyboard alone, in %s', (name) => {
  const member = members[engines.indexOf(name)] ?? 'student-1'
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    for (let number = 1; number <= 3; number += 1)
      await server.postEvent('course.enrolled', {
        memberId: member,
        courseId: randomUUID(),
        courseTitle: `Course ${number}`,
      })
    browser = await launch(name)
    page = await browser.newPage()
    await page.goto(`${server.url}/`)
    await page.waitFor(`customElements.get('notification-bell') !== undefined`)
    await becomeMember(page, member)
    await page.waitFor(`${badge} === '3'`)
  })
  afterAll(() => browser.close())

  it('a member reaches and opens the bell, and moves through the rows', async () => {
    await pressOn(page, '.button')
    await page.waitFor(isOn('h2'))
    await page.press('ArrowDown')
    await page.waitFor(isOn(part('link')))
    await page.press('End')
    await page.press('Home')
    await page.waitFor(isOn(part('link')))
  })

  it('a member marks a row as read and as unread, removes it and undoes that', async () => {
    const before = await page.evaluate<string>(badge)
    const count = await page.evaluate<number>(rows)
    await page.press('Shift+i')
    await page.waitFor(`${badge} === '${Number(before) - 1}' && ${isRead}`)
    await page.press('Shift+u')
    await page.waitFor(`${badge} === '${before}'`)
    await page.press('e')
    await page.waitFor(`${rows} === ${count - 1}`)
    await page.waitFor(isOn(part('link')))
    await page.press('z')
    await page.waitFor(`${rows} === ${count} && ${isSettled}`)
  })

  it('a member enters the search, finds a row, and leaves the search', async () => {
    const count = await page.evaluate<number>(rows)
    await page.press('/')
    await page.waitFor(isOn(part('search-field')))
    for (const letter of 'course') await page.press(letter)
    await page.press(' ')
    await page.press('3')
    await page.waitFor(`${rows} === 1`)
    await page.press('ArrowDown')
    await page.waitFor(isOn(part('link')))
    await page.press('Escape')
    await page.waitFor(`${rows} === ${count} && ${isOn(part('search-field'))}`)
    await page.press('Escape')
    await page.waitFor(isOn(part('search-toggle')))
  })

  it('a member reaches the buttons, which do the same', async () => {
    const before = await page.evaluate<string>(badge)
    const count = await page.evaluate<number>(rows)
    await page.press('Home')
    await pressTool(page, 'toggle-read')
    await page.waitFor(`${badge} === '${Number(before) - 1}'`)
    await pressTool(page, 'remove')
    await page.waitFor(`${rows} === ${count - 1}`)
    await pressOn(page, part('undo-button'))
    await page.waitFor(`${rows} === ${count} && ${isSettled}`)
  })

  it('a member sets and clears a filter', async () => {
    const chosen = `${active}?.getAttribute('aria-pressed') === 'true'`
    await pressOn(page, `${part('filter')}:nth-of-type(2)`)
    await page.waitFor(chosen)
    await page.press('Shift+Tab')
    await page.press('Space')
    await page.waitFor(chosen)
  })

  it('a member marks all as read, clears the history and undoes that', async () => {
    const count = await page.evaluate<number>(rows)
    await pressOn(page, part('mark-all'), 'Shift+Tab')
    await page.waitFor(`${badge} === ''`)
    await pressOn(page, part('more'))
    await page.waitFor(isMenuOpen)
    await pressOn(page, part('clear-history'))
    await page.waitFor(`${rows} === 0`)
    await pressOn(page, part('undo-button'))
    await page.waitFor(`${rows} === ${count} && ${isSettled}`)
  })

  it('a member sees the list of keys, and Escape goes back one step at a time', async () => {
    await page.press('?')
    await page.waitFor(isOn('.help-title'))
    await page.press('Escape')
    await page.waitFor(`!${within}.querySelector('${part('help')}').matches(':popover-open')`)
    await page.waitFor(isOn(part('heading')))
    await pressOn(page, part('more'))
    await page.waitFor(isMenuOpen)
    await page.press('Tab')
    await page.press('Escape')
    await page.waitFor(isOn(part('more')))
    expect(await page.evaluate('document.querySelector("notification-bell").open')).toBe(true)
    await page.press('Escape')
    await page.waitFor(isOn('.button'))
    expect(await page.evaluate('document.querySelector("notification-bell").open')).toBe(false)
  })

  it('Enter on a row opens its page', async () => {
    await page.press('Enter')
    await page.waitFor(isOn('h2'))
    await page.press('ArrowDown')
    await page.press('Enter')
    await page.waitFor(`location.pathname.startsWith('/courses/')`)
    expect(await page.errors()).toEqual([])
  })
})
