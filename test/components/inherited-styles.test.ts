import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { eventually } from '../support/eventually.js'
import { findInherited, type Inherited } from '../support/inherited.js'
import { BellDriver } from '../support/bell-driver.js'
import { ElementDriver } from '../support/element-driver.js'
import { endpoint, serveEachTest, server } from '../support/test-server.js'
import { moments, rowOf } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

serveEachTest()
afterEach(() => vi.restoreAllMocks())

/** The properties that text takes from the page on purpose: font, direction, language and colour scheme. */
const kept = new Set([
  ...['font-family', 'font-size', 'direction', 'visibility', 'color-scheme', '-webkit-locale'],
])
/** The properties that the bell takes as well, as a part of the page's header. */
const keptByBell = new Set([...kept, 'color', 'pointer-events', 'caret-color'])

let inherited: Inherited

beforeAll(() => {
  inherited = findInherited()
})

/** The inherited properties of every element inside `root`, each as one line with the element's index. */
function stylesIn(root: Element, ignored: ReadonlySet<string>): string[] {
  return [root, ...root.querySelectorAll('*')].flatMap((element, index) => {
    const style = getComputedStyle(element)
    return [...inherited.keys()]
      .filter((name) => !ignored.has(name))
      .map(
        (name) =>
          `${index} ${element.className || element.localName} ${name}: ${style.getPropertyValue(name)}`,
      )
  })
}

/** Passes if no style inside the host changes when its parent gets another value of every property. */
function expectUntouched(
  host: ElementDriver,
  css: string,
  ignored: ReadonlySet<string> = kept,
): void {
  const root = host.find(css) as HTMLElement
  const before = new Set(stylesIn(root, ignored))
  const header = host.element.parentElement as HTMLElement
  for (const [name, value] of inherited)
    if (!ignored.has(name)) header.style.setProperty(name, value)
  const changed = stylesIn(root, ignored).filter((line) => !before.has(line))
  header.removeAttribute('style')
  expect(changed).toEqual([])
}

describe('an inherited style of the page', () => {
  it('is found by a search through every property of the browser', () => {
    const known =
      'text-shadow word-spacing letter-spacing font-variant-caps text-indent word-break hyphens ' +
      'line-break writing-mode cursor text-transform text-align list-style-type quotes tab-size ' +
      'overflow-wrap font-style font-stretch font-kerning font-feature-settings pointer-events ' +
      'text-emphasis-style -webkit-text-stroke-width -webkit-text-fill-color paint-order caret-color'
    const names = [...getComputedStyle(document.body)]
    const missing = known.split(' ').filter((name) => names.includes(name) && !inherited.has(name))
    expect(missing).toEqual([])
  })

  it('does not change the bell', async () => {
    server.addMany(3)
    const driver = await BellDriver.connect()
    expectUntouched(driver, '.button', keptByBell)
  })

  it('does not change the panel', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    expectUntouched(driver, '.panel')
  })

  it.each(Object.entries(moments))('does not change a toast for %s', async (_, moment) => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    expectUntouched(await ToastsDriver.showing(moment), '.region')
  })

  it('does not change the inbox', async () => {
    server.add(rowOf(moments.achievement))
    const driver = new ElementDriver(
      await fixture(html`<notification-inbox endpoint=${endpoint}></notification-inbox>`),
    )
    await eventually(() => driver.part('row') !== null)
    expectUntouched(driver, '.page')
  })

  it('does not change the preferences', async () => {
    server.preferences = { mutes: [{ kind: 'course', id: 'geometry-1', name: 'Geometry I' }] }
    const form = new ElementDriver(
      await fixture(
        html`<notification-preferences endpoint=${endpoint}></notification-preferences>`,
      ),
    )
    await eventually(() => form.part('mute') !== null)
    expectUntouched(form, '.page')
  })
})
