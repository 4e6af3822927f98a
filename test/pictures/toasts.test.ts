import { afterAll, beforeAll, describe, it } from 'vitest'
import { openToastPage, screenshotNames } from '../../scripts/screenshots/lib/toast-screenshots.mjs'
import { ensureBuilt } from '../support/built.js'
import { differenceOf } from '../support/pictures.js'

/** The share of a picture that may differ: the second that is left of a boost, and such smoothing. */
const MAY_DIFFER = 0.004

let toastPage: Awaited<ReturnType<typeof openToastPage>>

beforeAll(async () => {
  await ensureBuilt()
  toastPage = await openToastPage()
})
afterAll(() => toastPage.close())

describe('toasts look like their approved pictures (chromium)', () => {
  it.concurrent.for(screenshotNames)('%s', async (name, { expect }) => {
    const seen = `docs/images/toasts/${name}.png`
    expect(differenceOf(seen, await toastPage.take(name))).toBeLessThan(MAY_DIFFER)
  })
})
