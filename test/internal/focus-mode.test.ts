import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import { settle } from '../../src/testing/settle.js'
import { serveEachTest } from '../support/test-server.js'
import { eventually } from '../support/eventually.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

serveEachTest()
// An engine that is driven without a window gives its page no keyboard.
beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})

describe('focus mode', () => {
  it.each([
    [
      'the attribute',
      (toasts: GamificationToasts, isOn: boolean) => toasts.toggleAttribute('focus-mode', isOn),
    ],
    [
      'a call',
      (toasts: GamificationToasts, isOn: boolean) => toasts.setFocusMode(isOn ? 'exam' : null),
    ],
    [
      'an attribute of an ancestor',
      (_: GamificationToasts, isOn: boolean) =>
        document.body.toggleAttribute('data-focus-mode', isOn),
    ],
  ])('by %s shows nothing, and sums up afterwards', async (_, set) => {
    const driver = await ToastsDriver.showing(moments.points)
    set(driver.toasts, true)
    await eventually(() => driver.cards.length === 0)
    driver.toasts.celebrate(moments.streak)
    driver.toasts.celebrate(moments.achievement)
    await eventually(() => driver.cards.length === 0)
    set(driver.toasts, false)
    await eventually(() => driver.cards.length === 1)
    expect(driver.part('title')?.textContent.trim()).toBe('2 new rewards')
    expect(driver.part('message')?.textContent).toBe('1 achievement\u00a0· 1 streak')
    await settle(driver.toasts)
    await expect(driver.toasts).to.be.accessible()
  })
})

it('focus mode lasts until every call has ended its own, or one call has ended all', async () => {
  const driver = await ToastsDriver.withoutInbox()
  const { dataset } = document.documentElement
  const endExam = driver.toasts.setFocusMode('exam')
  const endVideo = driver.toasts.setFocusMode('video')
  const endOther = driver.toasts.setFocusMode('video')
  endVideo()
  endVideo()
  expect(dataset['focusMode']).toBe('video')
  endOther()
  expect(dataset['focusMode']).toBe('exam')
  endExam()
  expect(dataset['focusMode']).toBeUndefined()
  const endOld = driver.toasts.setFocusMode('exam')
  driver.toasts.setFocusMode('video')
  driver.toasts.setFocusMode(null)
  expect(dataset['focusMode']).toBeUndefined()
  driver.toasts.setFocusMode('exam')
  endOld()
  expect(dataset['focusMode']).toBe('exam')
  driver.toasts.setFocusMode(null)
})

it('focus mode is found on an ancestor inside a shadow root', async () => {
  const outer = await fixture<HTMLElement>(html`<div></div>`)
  const main = document.createElement('main')
  outer.attachShadow({ mode: 'open' }).append(main)
  const driver = new ToastsDriver(document.createElement('gamification-toasts'))
  driver.toasts.duration = 'keep'
  main.append(driver.toasts)
  driver.toasts.celebrate(moments.points)
  await eventually(() => driver.cards.length === 1)
  main.dataset['focusMode'] = 'video'
  await eventually(() => driver.cards.length === 0)
  driver.toasts.celebrate(moments.points)
  // The moments of one task are one batch, which is blocked or shown as a whole.
  await driver.toasts.updateComplete
  delete main.dataset['focusMode']
  await eventually(() => driver.cards[0]?.classList.contains('digest') === true)
})
