import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import { settle } from '../../../src/testing/settle.js'
import { serveEachTest } from '../../support/test-server.js'
import { alone, cards, eventually, moments, showing, within } from '../../support/toasts.js'

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
    const toasts = await showing(moments.points)
    set(toasts, true)
    await eventually(() => cards(toasts).length === 0)
    toasts.celebrate(moments.streak)
    toasts.celebrate(moments.achievement)
    await eventually(() => cards(toasts).length === 0)
    set(toasts, false)
    await eventually(() => cards(toasts).length === 1)
    expect(within(toasts, '[part=title]')?.textContent.trim()).toBe('2 new rewards')
    expect(within(toasts, '[part=message]')?.textContent).toBe('1 achievement\u00a0· 1 streak')
    await settle(toasts)
    await expect(toasts).to.be.accessible()
  })
})

it('focus mode lasts until every call has ended its own, or one call has ended all', async () => {
  const toasts = await alone()
  const { dataset } = document.documentElement
  const endExam = toasts.setFocusMode('exam')
  const endVideo = toasts.setFocusMode('video')
  const endOther = toasts.setFocusMode('video')
  endVideo()
  endVideo()
  expect(dataset['focusMode']).toBe('video')
  endOther()
  expect(dataset['focusMode']).toBe('exam')
  endExam()
  expect(dataset['focusMode']).toBeUndefined()
  const endOld = toasts.setFocusMode('exam')
  toasts.setFocusMode('video')
  toasts.setFocusMode(null)
  expect(dataset['focusMode']).toBeUndefined()
  toasts.setFocusMode('exam')
  endOld()
  expect(dataset['focusMode']).toBe('exam')
  toasts.setFocusMode(null)
})

it('focus mode is found on an ancestor inside a shadow root', async () => {
  const outer = await fixture<HTMLElement>(html`<div></div>`)
  const main = document.createElement('main')
  outer.attachShadow({ mode: 'open' }).append(main)
  const toasts = document.createElement('gamification-toasts')
  toasts.duration = 'keep'
  main.append(toasts)
  toasts.celebrate(moments.points)
  await eventually(() => cards(toasts).length === 1)
  main.dataset['focusMode'] = 'video'
  await eventually(() => cards(toasts).length === 0)
  toasts.celebrate(moments.points)
  delete main.dataset['focusMode']
  await eventually(() => cards(toasts)[0]?.classList.contains('digest') === true)
})
