import { beforeEach, describe, expect, it, vi } from 'vitest'
import { announcedText, liveRegion } from '../../support/live-region.js'
import { serveEachTest } from '../../support/test-server.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

serveEachTest()
// An engine that is driven without a window gives its page no keyboard.
beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})

describe('the announcement of a toast', () => {
  it('is the final number, in a live region of the light DOM', async () => {
    const driver = await ToastsDriver.showing(moments.points)
    driver.toasts.celebrate({ ...moments.points, data: { amount: 20 } })
    driver.toasts.celebrate({ ...moments.points, data: { amount: 10 } })
    await eventually(() => announcedText() === '45 points earned')
    const region = liveRegion()
    expect(region?.parentElement).toBe(document.body)
    expect(region?.role).toBe('status')
  })

  it('keeps the order of its words around a name of the other direction', async () => {
    const announcer = vi.fn()
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.announcer = announcer
    const message = '\u202Emoc.live\u2069'
    driver.toasts.celebrate({ ...moments.achievement, message, data: { achievementName: message } })
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer.mock.lastCall).toEqual([
      '\u2068Achievement unlocked\u2069: \u2068moc.live\u2069',
    ])
    driver.toasts.celebrate({ ...moments.achievement, data: { achievementName: 'ינשוף' } })
    await eventually(() => announcer.mock.calls.length > 1)
    expect(announcer.mock.lastCall).toEqual([
      '2 achievements: \u2068ינשוף\u2069 and \u2068moc.live\u2069',
    ])
  })

  it('is left to an announcer of the page', async () => {
    const announcer = vi.fn()
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.announcer = announcer
    driver.toasts.celebrate(moments.achievement)
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer).toHaveBeenCalledWith(
      '\u2068Achievement unlocked\u2069: \u2068Early bird\u2069',
    )
  })
})
