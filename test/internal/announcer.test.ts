import { expect, it } from 'vitest'
import { announce, prepareAnnouncer } from '../../src/internal/announcer.js'
import { announcedText } from '../support/live-region.js'
import { eventually } from '../support/eventually.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

it('the announcer speaks other texts while toasts are silent', async () => {
  const driver = await ToastsDriver.withoutInbox()
  driver.toasts.focusMode = true
  driver.toasts.celebrate(moments.points)
  await eventually(() => driver.region !== null)
  announce('saved', 'Saved', String)
  driver.toasts.requestUpdate()
  await driver.toasts.updateComplete
  await eventually(() => announcedText() === 'Saved')
  expect(announcedText()).toBe('Saved')
})

/** As `hideOthers` of aria-hidden 1.2.6, which Radix, base-ui and Chakra call, finds what it spares. */
const isSpared = (region: Element) => [...document.querySelectorAll('[aria-live]')].includes(region)
/** As `ariaHideOutside` of @react-aria/overlays does. */
const isLiveAnnouncer = (region: HTMLElement) => region.dataset['liveAnnouncer'] === 'true'

it('the announcer has a region that libraries spare when they hide the page beside a dialog', () => {
  const region = prepareAnnouncer()
  expect(region.getAttribute('aria-live')).toBe('polite')
  expect(region.role).toBe('status')
  expect([isSpared(region), isLiveAnnouncer(region)]).toEqual([true, true])
})

it('the announcer shows its region again after a page has hidden everything beside its dialog', async () => {
  const region = prepareAnnouncer()
  region.ariaHidden = 'true'
  region.inert = true
  announce('moved', 'Moved', String)
  await eventually(() => announcedText() === 'Moved')
  expect(prepareAnnouncer()).toBe(region)
  expect([region.ariaHidden, region.inert]).toEqual([null, false])
})

it('the announcer speaks inside a modal dialog', async () => {
  const dialog = document.createElement('dialog')
  document.body.append(dialog)
  dialog.showModal()
  announce('in-dialog', 'In the dialog', String)
  await eventually(() => dialog.textContent === 'In the dialog')
  const [region] = dialog.children
  expect(region?.getAttribute('aria-live')).toBe('polite')
  dialog.remove()
})
