import { expect, it } from 'vitest'
import { announce } from '../../src/internal/announcer.js'
import { alone, eventually, moments, said } from '../support/toasts.js'

it('says what others have to say while toasts have to be quiet', async () => {
  const toasts = await alone()
  toasts.focusMode = true
  toasts.celebrate(moments.points)
  await eventually(() => toasts.shadowRoot?.querySelector('.region') !== null)
  announce('saved', 'Saved', String)
  toasts.requestUpdate()
  await toasts.updateComplete
  await eventually(() => said() === 'Saved')
  expect(said()).toBe('Saved')
})
