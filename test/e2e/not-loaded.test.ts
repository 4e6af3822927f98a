import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, type Browser, type Page } from '../support/browsers.js'
import type { BlockingProxy } from '../simulation/network/blocking-proxy.js'
import { openBrowser, rootOf, startMemberPage, type MemberPage } from '../support/member-page.js'

const body = `
  <notification-bell></notification-bell>
  <notification-inbox hidden></notification-inbox>
  <notification-preferences hidden></notification-preferences>
  <script>
    const uncaught = []
    addEventListener('error', ({ message }) => uncaught.push(message))
    addEventListener('unhandledrejection', ({ reason }) => uncaught.push(String(reason)))
  </script>`

const within = (tag: string, css: string) => `${rootOf(tag)}?.querySelector('${css}')`
const inBell = (css: string) => within('notification-bell', css)
const reload = '[part=reload]'
const textOf = (tag: string) => `${within(tag, reload)}?.textContent.trim()`
/** Whether the offer stands beside the bell, where the panel would, in an engine that can place it. */
const isAtBell = `(() => {
  const bell = document.querySelector('notification-bell').getBoundingClientRect()
  const offer = ${inBell(reload)}.getBoundingClientRect()
  const canPlace = CSS.supports('position-area', 'block-end')
  return !canPlace || (offer.top - bell.bottom < 60 && offer.left - bell.right < 60)
})()`

const texts = [
  ['en', '⚠ Reload the page'],
  ['pt_BR', '⚠ Recarregar a página'],
  ['es', '⚠ Recargar la página'],
  ['ar', '⚠ إعادة تحميل الصفحة'],
  ['he', '⚠ טעינת הדף מחדש'],
  ['fr', '⚠ Reload the page'],
] as const

let host: MemberPage
let proxy: BlockingProxy

beforeAll(async () => {
  host = await startMemberPage({ body })
  proxy = host.proxy
})
afterAll(() => host.close())

describe.each(engines)('code that cannot be loaded, in %s,', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;({ browser, page } = await openBrowser(name))
  })
  afterAll(() => browser.close())
  beforeEach(() => proxy.refuse())

  const visit = async () => {
    await page.goto(host.url)
    await page.waitFor(`${inBell('[part=badge]')} != null`)
  }

  it('is reported at the bell in the page’s language, with a button that reloads the page', async () => {
    proxy.refuse('/notification-panel-')
    await visit()
    await page.click('notification-bell [part=button]')
    await page.waitFor(`${textOf('notification-bell')} === '⚠ Reload the page'`)
    await page.waitFor(`${inBell('#panel')}.matches(':popover-open') && ${isAtBell}`)
    for (const [lang, text] of texts) {
      await page.press('Escape')
      await page.evaluate(`document.documentElement.lang = '${lang}', undefined`)
      await page.click('notification-bell [part=button]')
      await page.waitFor(`${textOf('notification-bell')} === '${text}'`)
    }
    expect(await page.evaluate('uncaught')).toEqual([])
    proxy.refuse()
    await page.evaluate('void (globalThis.isOld = true)')
    await page.click(`notification-bell ${reload}`)
    await page.waitFor(`globalThis.isOld === undefined && ${inBell('[part=badge]')} != null`)
    await page.click('notification-bell [part=button]')
    await page.waitFor(`${inBell('[part=row]')} != null`)
  })

  it('is reported in place of the inbox and the preferences', async () => {
    proxy.refuse('/inbox-panel-', '/define-form-')
    await visit()
    for (const tag of ['notification-inbox', 'notification-preferences'])
      await page.waitFor(`${textOf(tag)} === '⚠ Reload the page'`)
    expect(await page.evaluate('uncaught')).toEqual([])
  })

  it.each([
    ['panel-search', '[part=search-toggle]'],
    ['panel-help', '[part=shortcuts]'],
    ['mute-suggestion', '[part=fewer]'],
  ])('of %s is reported in the panel', async (part, pressed) => {
    proxy.refuse(`/${part}-`)
    await visit()
    await page.click('notification-bell [part=button]')
    await page.waitFor(`${inBell('[part=row]')} != null`)
    // A row has its tools once it is focused.
    await page.evaluate(`${inBell('[part=link]')}.focus()`)
    await page.waitFor(`${inBell(`${pressed}`)} != null`)
    await page.evaluate(`${inBell(`${pressed}`)}.click()`)
    await page.waitFor(`${textOf('notification-bell')} === '⚠ Reload the page'`)
    expect(await page.evaluate('uncaught')).toEqual([])
  })
})
