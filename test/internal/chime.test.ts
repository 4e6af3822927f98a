import { afterEach, expect, it, vi } from 'vitest'
import { chime } from '../../src/internal/chime.js'
import { listen, stopListening } from '../support/audio.js'
import { alone, cards, eventually, moments } from '../support/toasts.js'

afterEach(() => {
  stopListening()
  vi.restoreAllMocks()
})

it('is silent before the page was used', () => {
  const heard = listen(false)
  chime()
  expect(heard.contexts).toBe(0)
})

it('is one short sound, from one context', () => {
  const heard = listen(true)
  chime()
  expect(Math.max(...heard.notes)).toBeLessThan(0.6)
  heard.wait(1)
  chime()
  expect(heard.notes).toHaveLength(4)
  expect(heard.contexts).toBe(1)
})

it('is one sound where several parts of a page ask for it at the same time', () => {
  const heard = listen(true)
  chime()
  chime()
  expect(heard.notes).toHaveLength(2)
})

it('is off until somebody wants it, and then sounds once for a toast', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const heard = listen(true)
  const toasts = await alone()
  toasts.celebrate(moments.points)
  await eventually(() => cards(toasts).length === 1)
  toasts.sound = 'on'
  toasts.celebrate(moments.boost)
  await eventually(() => heard.notes.length > 0)
  expect(cards(toasts)).toHaveLength(2)
  expect(heard.notes).toHaveLength(2)
})
