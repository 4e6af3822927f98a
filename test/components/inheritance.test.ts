import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { eventually } from '../support/eventually.js'
import { findInherited, type Inherited } from '../support/inherited.js'
import { connected, opened, serveEachTest, server, endpoint, within } from '../support/bell.js'
import { moments, rowOf, showing } from '../support/toasts.js'

serveEachTest()
afterEach(() => vi.restoreAllMocks())

/** What our text takes from the page on purpose: its letters, its direction, its language, its scheme. */
const kept = new Set([
  ...['font-family', 'font-size', 'direction', 'visibility', 'color-scheme', '-webkit-locale'],
])
/** What the bell takes besides, as a part of the header: the colour of its drawing, and being usable. */
const keptByBell = new Set([...kept, 'color', 'pointer-events', 'caret-color'])

let inherited: Inherited

beforeAll(() => {
  inherited = findInherited()
})

/** The inherited properties of all that is inside of an element, by the place in it. */
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

/** Passes when nothing inside of an element is other than before, once all around it is. */
function expectUntouched(host: Element, css: string, ignored: ReadonlySet<string> = kept): void {
  const root = within(host, css) as HTMLElement
  const before = new Set(stylesIn(root, ignored))
  const header = host.parentElement as HTMLElement
  for (const [name, value] of inherited)
    if (!ignored.has(name)) header.style.setProperty(name, value)
  const changed = stylesIn(root, ignored).filter((line) => !before.has(line))
  header.removeAttribute('style')
  expect(changed).toEqual([])
}

describe('what a page says of its own text', () => {
  it('is found by trying every property of the browser', () => {
    const known =
      'text-shadow word-spacing letter-spacing font-variant-caps text-indent word-break hyphens ' +
      'line-break writing-mode cursor text-transform text-align list-style-type quotes tab-size ' +
      'overflow-wrap font-style font-stretch font-kerning font-feature-settings pointer-events ' +
      'text-emphasis-style -webkit-text-stroke-width -webkit-text-fill-color paint-order caret-color'
    const names = [...getComputedStyle(document.body)]
    const missing = known.split(' ').filter((name) => names.includes(name) && !inherited.has(name))
    expect(missing).toEqual([])
  })

  it('stays out of the bell', async () => {
    server.addMany(3)
    const bell = await connected()
    expectUntouched(bell, '.button', keptByBell)
  })

  it('stays out of the panel', async () => {
    server.addMany(3)
    const bell = await opened()
    expectUntouched(bell, '.panel')
  })

  it.each(Object.entries(moments))('stays out of a toast of %s', async (_, moment) => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    expectUntouched(await showing(moment), '.region')
  })

  it('stays out of the inbox', async () => {
    server.add(rowOf(moments.achievement))
    const inbox = await fixture(
      html`<notification-inbox endpoint=${endpoint}></notification-inbox>`,
    )
    await eventually(() => within(inbox, '[part=row]') !== null)
    expectUntouched(inbox, '.page')
  })

  it('stays out of the preferences', async () => {
    server.preferences = { mutes: [{ kind: 'course', id: 'geometry-1', name: 'Geometry I' }] }
    const form = await fixture(
      html`<notification-preferences endpoint=${endpoint}></notification-preferences>`,
    )
    await eventually(() => within(form, '[part~=mute]') !== null)
    expectUntouched(form, '.page')
  })
})
