import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, type Browser, type Page } from '../support/browsers.js'
import {
  openBrowser,
  part,
  rootOf,
  startMemberPage,
  type MemberPage,
} from '../support/member-page.js'

/** How the listeners of libraries that close a dialog with Escape are registered. */
const dismissals = `
  const dismissed = (globalThis.dismissed = [])
  const onEscape = (name) => (event) => event.key === 'Escape' && dismissed.push(name)
  // bootstrap 5.3.9, js/src/offcanvas.js and js/src/modal.js
  document.querySelector('#offcanvas').addEventListener('keydown', onEscape('bootstrap'))
  // @radix-ui/react-use-escape-keydown 1.1.6
  document.addEventListener('keydown', onEscape('radix'), { capture: true })
  // Alpine's and Vue's @keyup.escape.window
  addEventListener('keyup', onEscape('keyup'))
  document.querySelector('dialog').addEventListener('close', () => dismissed.push('dialog'))`

/** The keys that shortcut libraries receive; they act on keys whose target is no field. */
const shortcuts = `
  const heard = (globalThis.heard = [])
  for (const type of ['keydown', 'keypress', 'keyup'])
    addEventListener(type, ({ key }) => heard.push(type + ' ' + key))`

const fieldEvents = [
  ...['beforeinput', 'input', 'textInput', 'change', 'search', 'select', 'invalid', 'submit'],
  ...['compositionstart', 'compositionend', 'selectionchange', 'copy', 'cut', 'paste', 'reset'],
]

const leaks = `
  const leaked = (globalThis.leaked = [])
  for (const type of ${JSON.stringify(fieldEvents)})
    document.querySelector('form').addEventListener(type, () => leaked.push(type))`

const body = `
  <dialog aria-label="Course">
    <form id="offcanvas" tabindex="-1">
      <notification-bell></notification-bell>
      <notification-inbox></notification-inbox>
      <notification-preferences></notification-preferences>
    </form>
  </dialog>`
const script = `${dismissals}\n${shortcuts}\n${leaks}\ndocument.querySelector('dialog').showModal()`

const bell = rootOf('notification-bell')
const inbox = rootOf('notification-inbox')
const preferences = rootOf('notification-preferences')
const isOn = (css: string, root = bell) => `${root}.activeElement?.matches('${css}') === true`
const isShown = (name: string, root = bell) =>
  `${root}.querySelector('${part(name)}')?.matches(':popover-open') === true`
const rows = (root: string) => `${root}.querySelectorAll('${part('row')}').length`
/** Whether the keys have come: the styles of the outcomes come with them. */
const hasTools = (root: string) => `${root}.adoptedStyleSheets.some(({ cssRules }) =>
  [...cssRules].some(({ cssText }) => cssText.startsWith('.outcome')))`

let host: MemberPage

beforeAll(async () => {
  host = await startMemberPage({ notifications: 3, body, script })
})
afterAll(() => host.close())

describe.each(engines)('in a dialog of the page, in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;({ browser, page } = await openBrowser(name))
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    await page.goto(host.url)
    await page.waitFor(`${bell}?.querySelector('${part('badge')}') != null`)
    await page.waitFor(`${rows(inbox)} > 0 && ${hasTools(inbox)}`)
  })

  const open = async () => {
    await page.click(`notification-bell ${part('button')}`)
    await page.waitFor(`${rows(bell)} > 0 && ${hasTools(bell)} && ${isOn('h2')}`)
  }
  const openMenu = async (root: string) => {
    await page.waitFor(`${root}.querySelector('${part('more')}') !== null`)
    await page.evaluate(`${root}.querySelector('${part('more')}').click()`)
    await page.waitFor(isShown('menu', root))
  }
  const told = () => page.evaluate('dismissed')

  it('each Escape closes one layer, and the dialog of the page last', async () => {
    await open()
    await page.press('?')
    await page.waitFor(isShown('help'))
    await page.press('Escape')
    await page.waitFor(`!${isShown('help')} && ${isShown('panel')} && ${isOn('h2')}`)
    await page.press('/')
    await page.waitFor(isOn(part('search-field')))
    await page.press('a')
    await page.press('Escape')
    await page.waitFor(`${bell}.activeElement.value === ''`)
    await page.press('Escape')
    await page.waitFor(isOn(part('search-toggle')))
    await openMenu(bell)
    await page.press('Escape')
    await page.waitFor(`!${isShown('menu')} && ${isShown('panel')}`)
    await page.press('Escape')
    await page.waitFor(`!${isShown('panel')} && ${isOn('button')}`)
    expect(await told()).toEqual([])
    expect(await page.evaluate(`document.querySelector('dialog').open`)).toBe(true)
    await page.press('Escape')
    await page.waitFor(`!document.querySelector('dialog').open`)
    await page.waitFor(`dismissed.length === 4`)
    expect(await told()).toEqual(expect.arrayContaining(['radix', 'bootstrap', 'keyup', 'dialog']))
  })

  it('Escape closes the panel even if the focus is outside it', async () => {
    await open()
    await page.evaluate(`document.querySelector('form').focus()`)
    await page.press('Escape')
    await page.waitFor(`!${isShown('panel')}`)
    expect(await told()).toEqual([])
  })

  it.each(['dialog', 'form'])(
    'the page still works after <%s> was hidden with an open panel',
    async (tag) => {
      await open()
      await page.evaluate(`document.querySelector('${tag}').style.display = 'none', undefined`)
      await page.waitFor(`document.querySelector('notification-bell').offsetParent === null`)
      await page.evaluate(`document.querySelector('${tag}').style.display = '', undefined`)
      await page.waitFor(`document.querySelector('notification-bell').clientHeight > 0`)
    },
  )

  it('Escape closes the open layers of the inbox, and then the dialog', async () => {
    await page.evaluate(`${inbox}.querySelector('${part('search-toggle')}').click()`)
    await page.waitFor(isOn(part('search-field'), inbox))
    await page.press('Escape')
    await page.waitFor(isOn(part('search-toggle'), inbox))
    await openMenu(inbox)
    await page.press('Escape')
    await page.waitFor(`!${isShown('menu', inbox)}`)
    expect(await told()).toEqual([])
    await page.press('Escape')
    await page.waitFor(`dismissed.length === 4`)
  })

  it('the page receives neither the text of the search nor the keys of the list', async () => {
    await open()
    await page.evaluate('void (heard.length = 0)')
    await page.press('j')
    await page.waitFor(isOn(part('link')))
    await page.press('Shift+i')
    await page.press('k')
    await page.press('/')
    await page.waitFor(isOn(part('search-field')))
    for (const key of ['j', 'e', '?', 'Backspace', 'ArrowLeft', 'Space', 'Enter'])
      await page.press(key)
    await page.press('Escape')
    await page.press('Escape')
    await page.waitFor(isOn(part('search-toggle')))
    await page.press('Enter')
    await page.waitFor(isOn(part('search-field')))
    await page.press('F2')
    await page.waitFor(`heard.includes('keyup F2')`)
    // The Shift of Shift+I is no key of ours.
    expect(await page.evaluate(`heard.filter((one) => !one.endsWith(' Shift'))`)).toEqual([
      'keydown F2',
      'keyup F2',
    ])
  })

  it('a form around the elements receives no events of their fields and does not contain them', async () => {
    await open()
    await page.press('/')
    await page.waitFor(isOn(part('search-field')))
    for (const key of ['a', 'b', 'Backspace', 'Enter', 'Escape']) await page.press(key)
    await page.press('Escape')
    await page.press('Escape')
    await page.waitFor(`!${isShown('panel')}`)
    const toggle = `${preferences}.querySelector('${part('switch')}')`
    await page.waitFor(`${toggle} !== null`)
    const before = await page.evaluate(`${toggle}.checked`)
    await page.evaluate(`${toggle}.focus()`)
    await page.press('Space')
    await page.waitFor(`${toggle}.checked === ${String(!before)}`)
    await page.waitFor(
      `/^Saved/.test(${preferences}.querySelector('${part('saving')}')?.textContent.trim())`,
    )
    expect(await page.evaluate('leaked')).toEqual([])
    expect(
      await page.evaluate(`(() => {
        const form = document.querySelector('form')
        return [form.elements.length, [...new FormData(form)].length, form.checkValidity()]
      })()`),
    ).toEqual([0, 0, true])
  })
})
