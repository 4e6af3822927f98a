import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const bell = `deep('notification-bell button[part~="button"]') ?? deep('[part~="button"]')`
const nameOf = (element: string) =>
  `((button) => button.getAttribute('aria-label') ?? button.textContent.trim())(${element})`
const badge = `deep('[part~="badge"]')`
const firstLink = '[part~="row"] a[href]'

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer()
})
afterAll(() => server.stop())

describe.each(engines)('a notification in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage()
  })
  afterAll(() => browser.close())

  const unread = (count: number) => {
    const label = count === 0 ? 'Notifications' : `Notifications, ${count} unread`
    return page.waitFor(`${nameOf(bell)} === '${label}'`)
  }
  const earnPoints = (amount: number) =>
    server.postEvent('points.earned', { memberId: 'student-1', amount, reason: `Quiz in ${name}` })

  it('rings, opens its page, is read there, and stays read', async () => {
    await page.goto(`${server.url}/`)
    await unread(0)

    await earnPoints(17)
    await unread(1)
    await page.waitFor(`${badge}.textContent.trim() === '1'`)

    await page.click('button[part~="button"]')
    await page.waitFor(`deep('[role="dialog"]') !== null`)
    await page.waitFor(`deep('${firstLink}')?.textContent.includes('17')`)
    await page.click(firstLink)
    await page.waitFor(`location.pathname === '/gamification'`)
    await unread(0)

    await page.reload()
    await unread(0)
    expect(await page.errors()).toEqual([])
  })

  it('counts with others until all are marked as read', async () => {
    await page.goto(`${server.url}/`)
    await unread(0)
    for (const amount of [1, 2, 3]) await earnPoints(amount)
    await unread(3)

    await page.click('button[part~="button"]')
    await page.waitFor(`deep('${firstLink}')?.textContent.includes('3')`)
    const markAll = `[...deep('[role="dialog"]').querySelectorAll('button')].find((button) => button.textContent.trim() === 'Mark all as read')`
    await page.waitFor(`${markAll} !== undefined`)
    await page.evaluate(`${markAll}.click()`)
    await unread(0)

    await page.reload()
    await unread(0)
    expect(await page.errors()).toEqual([])
  })

  it('arrives on an open page after the server was killed and restarted', async () => {
    await page.goto(`${server.url}/`)
    await page.click('button[part~="button"]')
    await page.waitFor(`deep('[part~="status"]')?.textContent.trim() === 'Live'`)
    await page.press('Escape')
    await server.kill9()
    await server.restart()
    await earnPoints(5)
    await unread(1)
    await page.click('button[part~="button"]')
    await page.click(firstLink)
    await unread(0)
  })
})
