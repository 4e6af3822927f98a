import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { alone, cards, eventually, moments, within } from '../../support/toasts.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

/** Passes when nothing is celebrated while a dialog is open, and something afterwards. */
async function expectWaitingFor(dialog: HTMLDialogElement): Promise<void> {
  dialog.showModal()
  const toasts = await alone()
  toasts.celebrate(moments.streak)
  await eventually(() => within(toasts, '.region') !== null)
  await toasts.updateComplete
  expect(cards(toasts)).toEqual([])
  dialog.close()
  await eventually(() => cards(toasts).length === 1)
}

describe('a modal dialog', () => {
  it('makes celebrations wait until it is closed', async () => {
    const dialog = await fixture<HTMLDialogElement>(html`<dialog>Exam</dialog>`)
    await expectWaitingFor(dialog)
  })

  it('does so inside of a shadow root too, with what is slotted into it', async () => {
    const host = await fixture<HTMLElement>(html`<div><button>Answer</button></div>`)
    const dialog = document.createElement('dialog')
    dialog.append(document.createElement('slot'))
    host.attachShadow({ mode: 'open' }).append(dialog)
    await expectWaitingFor(dialog)
  })
})
