import { beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../src/testing/settle.js'
import { serveEachTest } from '../../support/test-server.js'
import { all, alone, cards, eventually, moments, showing, within } from '../../support/toasts.js'

serveEachTest()
// An engine that is driven without a window gives its page no keyboard.
beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})

describe('a toast', () => {
  it.each(Object.entries(moments))(
    'for %s has the class of its kind and no accessibility violation',
    async (kind, moment) => {
      const toasts = await showing(moment)
      expect(cards(toasts)[0]?.classList.contains(kind)).toBe(true)
      await settle(toasts)
      await expect(toasts).to.be.accessible()
    },
  )

  it('counts points up to their sum', async () => {
    const toasts = await showing(moments.points)
    await eventually(() => within(toasts, '[part=amount]')?.textContent === '+15')
    toasts.celebrate({ ...moments.points, data: { amount: 30 } })
    await eventually(() => within(toasts, '[part=amount]')?.textContent === '+45')
    expect(cards(toasts)).toHaveLength(1)
  })

  it('contains its number in the title', async () => {
    const toasts = await showing(moments.points)
    await eventually(() => within(toasts, '[part=title] [part=amount]')?.textContent === '+15')
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    const number = within(toasts, '.streak [part=title] [part=number] .visually-hidden')
    expect(number?.textContent).toBe('30')
    expect(all(toasts, '.milestones .reached')).toHaveLength(4)
  })

  it('of a boost shows the remaining time', async () => {
    const toasts = await showing(moments.boost)
    expect(within(toasts, '[part=time-left]')?.textContent).toMatch(/^1[45]:\d\d left$/)
  })

  it('of an achievement shows the medal for a picture of an unsafe address', async () => {
    const imageUrl = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
    const toasts = await showing({ ...moments.achievement, imageUrl })
    expect(within(toasts, '[part=picture]')).toBeNull()
    expect(within(toasts, '.medal')).not.toBeNull()
  })

  it('of an achievement shows the medal for a picture that cannot be loaded', async () => {
    const toasts = await showing({ ...moments.achievement, imageUrl: '/no-such-picture.png' })
    await eventually(() => within(toasts, '.picture')?.checkVisibility() === false)
    expect(within(toasts, '.medal')?.checkVisibility()).toBe(true)
  })

  it('is at most a few lines high, however long its text is', async () => {
    const title = 'Long words of praise for a member. '.repeat(40)
    const toasts = await showing({ ...moments.boost, title, message: title })
    expect(cards(toasts)[0]?.offsetHeight).toBeLessThan(200)
    toasts.celebrate({ ...moments.achievement, title, data: { achievementName: title } })
    await eventually(() => cards(toasts).length === 2)
    expect(cards(toasts)[0]?.offsetHeight).toBeLessThan(260)
  })

  it('of a hundred achievements names three, on the screen and in the announcement', async () => {
    const toasts = await alone()
    const announcer = vi.fn()
    toasts.announcer = announcer
    for (let number = 1; number <= 100; number += 1)
      toasts.celebrate({ ...moments.achievement, data: { achievementName: `No. ${number}` } })
    await eventually(
      () => within(toasts, '[part=title]')?.textContent.trim() === '100 achievements',
    )
    const names = ['No. 100', 'No. 99', 'No. 98'].map((name) => `\u2068${name}\u2069`).join(', ')
    expect(within(toasts, '[part=message]')?.textContent).toBe(`${names}, and 97 more`)
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer.mock.lastCall).toEqual([`100 achievements: ${names}, and 97 more`])
  })

  it('of two achievements names both', async () => {
    const toasts = await showing(moments.achievement)
    toasts.celebrate({ ...moments.achievement, data: { achievementName: 'Night owl' } })
    await eventually(() => within(toasts, '[part=title]')?.textContent.trim() === '2 achievements')
    expect(within(toasts, '[part=message]')?.textContent).toBe(
      '\u2068Night owl\u2069 and \u2068Early bird\u2069',
    )
    await settle(toasts)
    await expect(toasts).to.be.accessible()
  })
})
