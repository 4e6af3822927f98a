import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cdp, server } from 'vitest/browser'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { settle } from '../../../src/testing/settle.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

const force = (value: 'active' | 'none') =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] })

/** Only Chromium can emulate forced colours. */
const engines = ['chromium'].filter((name) => name === server.browser)

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

it('a toast has the colours of the page without forced colours', async () => {
  const driver = await ToastsDriver.showing(moments.points)
  expect(driver.cards).toHaveLength(1)
  expect(matchMedia('(forced-colors: active)').matches).toBe(false)
})

describe.each(engines)('forced colours in %s', () => {
  beforeEach(() => force('active'))
  afterEach(() => force('none'))

  const two = (moment: Moment) => [moment, { ...moment, title: 'Another' }]
  it.each<[string, Moment[]]>([
    ...Object.entries(moments).map(([kind, moment]): [string, Moment[]] => [kind, [moment]]),
    ['a stack', two(moments.achievement)],
    ['three', [moments.points, moments.boost, moments.streak]],
  ])('leave %s accessible', async (_, [first, ...rest]) => {
    expect(matchMedia('(forced-colors: active)').matches).toBe(true)
    const driver = await ToastsDriver.showing(first as Moment)
    for (const moment of rest) driver.toasts.celebrate(moment)
    const kinds = new Set([first, ...rest].map((moment) => moment?.type)).size
    await eventually(() => driver.cards.length === kinds)
    await settle(driver.toasts)
    await expect(driver.toasts).to.be.accessible()
  })

  it('leave a digest accessible', async () => {
    const driver = await ToastsDriver.showing(moments.points)
    driver.toasts.focusMode = true
    await eventually(() => driver.cards.length === 0)
    driver.toasts.celebrate(moments.streak)
    driver.toasts.celebrate(moments.achievement)
    await driver.toasts.updateComplete
    driver.toasts.focusMode = false
    await eventually(() => driver.cards[0]?.classList.contains('digest') === true)
    await settle(driver.toasts)
    await expect(driver.toasts).to.be.accessible()
  })
})
