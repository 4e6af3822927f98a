import { fixture, html } from '@open-wc/testing'
import { describe, expect, it } from 'vitest'
import { BellDriver } from '../support/bell-driver.js'
import { ElementDriver } from '../support/element-driver.js'
import { eventually } from '../support/eventually.js'
import { endpoint, serveEachTest, server } from '../support/test-server.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

serveEachTest()

/** Whether a focused control has a ring. A link draws it around the row or card that it covers. */
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

/** The markup of the visible controls inside `css` that have no ring while they have the focus. */
function controlsWithoutRing(host: ElementDriver, css: string): string[] {
  const controls = [
    ...(host.find(css)?.querySelectorAll<HTMLElement>('a[href], button, input, select') ?? []),
  ].filter((control) => control.checkVisibility() && !control.matches(':disabled'))
  expect(controls).not.toEqual([])
  return controls.filter((control) => !hasRing(control)).map(({ outerHTML }) => outerHTML)
}

describe('the focus ring', () => {
  it('is drawn around the bell', async () => {
    const driver = await BellDriver.connect()
    expect(hasRing(driver.find('.button') as HTMLElement)).toBe(true)
  })

  it('is drawn around every control of the panel', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    expect(controlsWithoutRing(driver, '.panel')).toEqual([])
  })

  it('is drawn around every control of a toast', async () => {
    const toasts = await ToastsDriver.showing(moments.points)
    expect(controlsWithoutRing(toasts, '.region')).toEqual([])
  })

  it('is drawn around every control of the inbox and of the settings', async () => {
    server.addMany(3)
    const driver = new ElementDriver(
      await fixture(html`<notification-inbox endpoint=${endpoint}></notification-inbox>`),
    )
    await eventually(() => driver.part('row') !== null)
    expect(controlsWithoutRing(driver, '.page')).toEqual([])
    const settings = new ElementDriver(
      await fixture(
        html`<notification-preferences endpoint=${endpoint}></notification-preferences>`,
      ),
    )
    await eventually(() => settings.find('.page button') !== null)
    expect(controlsWithoutRing(settings, '.page')).toEqual([])
  })
})
