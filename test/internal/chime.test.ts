import { afterEach, expect, it, vi } from 'vitest'
import { chime } from '../../src/internal/chime.js'
import { listen, stopListening } from '../support/audio.js'
import { eventually } from '../support/eventually.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

afterEach(() => {
  stopListening()
  vi.restoreAllMocks()
})

it('chime is silent before the page was used', () => {
  const heard = listen(false)
  chime()
  expect(heard.contexts).toBe(0)
})

it('chime plays one short sound, from one audio context', () => {
  const heard = listen(true)
  chime()
  expect(Math.max(...heard.notes)).toBeLessThan(0.6)
  heard.wait(1)
  chime()
  expect(heard.notes).toHaveLength(4)
  expect(heard.contexts).toBe(1)
})

it('chime plays one sound if several elements call it at the same time', () => {
  const heard = listen(true)
  chime()
  chime()
  expect(heard.notes).toHaveLength(2)
})

it('toasts call chime once for each toast, but only with sound="on"', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const heard = listen(true)
  const driver = await ToastsDriver.withoutInbox()
  driver.toasts.celebrate(moments.points)
  await eventually(() => driver.cards.length === 1)
  driver.toasts.sound = 'on'
  driver.toasts.celebrate(moments.boost)
  await eventually(() => heard.notes.length > 0)
  expect(driver.cards).toHaveLength(2)
  expect(heard.notes).toHaveLength(2)
})
