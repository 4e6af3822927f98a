import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const memberId = 'student-1'
const inside = (tag: string) => `document.querySelector('${tag}').shadowRoot`
const badge = `(deep('[part~="badge"]')?.textContent.trim() ?? '')`
const topTitle = `${inside('notification-inbox')}.querySelector('[part~=title]')?.textContent`
const toasts = (kind: string) =>
  `${inside('gamification-toasts')}.querySelectorAll('.toast.${kind}').length`
const isSaved = `deep('.saved') !== null`
/** How often a page has read or changed the preferences. */
const preferring = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/v1/inbox/preferences')).length`
const popUps = '[aria-labelledby="gamification toast"]'

let server: DemoServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch('chromium')
  page = await browser.newPage()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

describe('the bell’s footer', () => {
  it('links to the inbox, which agrees with the bell', async () => {
    await server.postEvent('points.earned', { memberId, amount: 15, reason: 'Quiz' })
    await page.goto(`${server.url}/`)
    await page.waitFor(`${badge} === '1'`)
    await page.click('button[part~="button"]')
    await page.click('a[href="/notifications"]')
    await page.waitFor(`location.pathname === '/notifications'`)
    await page.waitFor(`${topTitle}?.includes('15')`)
    await page.waitFor(`${badge} === '1'`)
    await page.click('notification-inbox [part~="link"]')
    await page.waitFor(`location.pathname === '/gamification'`)
    await page.waitFor(`${badge} === ''`)
    expect(await page.errors()).toEqual([])
  })
})

describe('the settings', () => {
  it('are saved, and take effect in every tab without a reload', async () => {
    const other = await page.openTab()
    const tabs = [page, other]
    const shown = async (kind: string) => {
      const counts = await Promise.all(tabs.map((tab) => tab.evaluate<number>(toasts(kind))))
      return counts.reduce((sum, count) => sum + count)
    }
    const celebrate = async (type: string, data: object, unread: number) => {
      await server.postEvent(type, { memberId, ...data })
      for (const tab of tabs) await tab.waitFor(`${badge} === '${unread}'`)
    }
    await other.goto(`${server.url}/`)
    await page.goto(`${server.url}/settings/notifications`)
    await page.click(popUps)
    await page.waitFor(isSaved)

    await celebrate('streak.updated', { days: 30 }, 1)
    // Each tab has its answer for the streak: what is changed from now on counts for the next.
    await other.waitFor(`${preferring} === 1`)
    await page.waitFor(`${preferring} === 3`)
    await page.click(popUps)
    await page.waitFor(isSaved)
    await celebrate(
      'boost.earned',
      { boostId: 'steady', multiplier: 2, minutes: 15, reason: 'Steady study' },
      2,
    )
    await expect.poll(() => shown('boost')).toBe(1)
    expect(await shown('streak')).toBe(0)

    await page.click('[aria-labelledby="learning inApp"]')
    await page.waitFor(isSaved)
    await page.reload()
    await page.waitFor(`deep('[aria-labelledby="learning inApp"]')?.checked === false`)
    expect(await page.evaluate(`deep('${popUps}').checked`)).toBe(true)
    for (const tab of tabs) expect(await tab.errors()).toEqual([])
  })
})
