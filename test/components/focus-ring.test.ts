import { fixture, html } from '@open-wc/testing'
import { describe, expect, it } from 'vitest'
import {
  connected,
  opened,
  serveEachTest,
  server,
  endpoint,
  within,
  eventually,
} from '../support/bell.js'
import { moments, showing } from '../support/toasts.js'

serveEachTest()

/** The ring of an element, which a link draws around the row or card that it covers. */
function hasRing(control: HTMLElement): boolean {
  control.focus({ focusVisible: true })
  const styles = [
    getComputedStyle(control),
    getComputedStyle(control, '::before'),
    getComputedStyle(control, '::after'),
    getComputedStyle(control.closest('[part~=row], [part~=toast]') ?? control),
  ]
  return styles.some(
    ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px',
  )
}

/** The visible controls in an element that have no ring while they have the focus. */
function controlsWithoutRing(host: Element, css: string): string[] {
  const controls = [
    ...(within(host, css)?.querySelectorAll<HTMLElement>('a[href], button, input, select') ?? []),
  ].filter((control) => control.checkVisibility() && !control.matches(':disabled'))
  expect(controls).not.toEqual([])
  return controls.filter((control) => !hasRing(control)).map(({ outerHTML }) => outerHTML)
}

describe('the ring around the focus', () => {
  it('is drawn around the bell', async () => {
    const bell = await connected()
    expect(hasRing(within(bell, '.button') as HTMLElement)).toBe(true)
  })

  it('is drawn around every control of the panel', async () => {
    server.addMany(3)
    const bell = await opened()
    expect(controlsWithoutRing(bell, '.panel')).toEqual([])
  })

  it('is drawn around every control of a toast', async () => {
    const toasts = await showing(moments.points)
    expect(controlsWithoutRing(toasts, '.region')).toEqual([])
  })

  it('is drawn around every control of the inbox and of the settings', async () => {
    server.addMany(3)
    const inbox = await fixture(
      html`<notification-inbox endpoint=${endpoint}></notification-inbox>`,
    )
    await eventually(() => within(inbox, '[part~=row]') !== null)
    expect(controlsWithoutRing(inbox, '.page')).toEqual([])
    const settings = await fixture(
      html`<notification-preferences endpoint=${endpoint}></notification-preferences>`,
    )
    await eventually(() => within(settings, '.page button') !== null)
    expect(controlsWithoutRing(settings, '.page')).toEqual([])
  })
})
