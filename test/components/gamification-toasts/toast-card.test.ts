import { beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../src/testing/settle.js'
import { serveEachTest } from '../../support/test-server.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

serveEachTest()
// An engine that is driven without a window gives its page no keyboard.
beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})

describe('a toast', () => {
  it.each(Object.entries(moments))(
    'for %s has the class of its kind and no accessibility violation',
    async (kind, moment) => {
      const driver = await ToastsDriver.showing(moment)
      expect(driver.cards[0]?.classList.contains(kind)).toBe(true)
      await settle(driver.toasts)
      await expect(driver.toasts).to.be.accessible()
    },
  )

  it('counts points up to their sum', async () => {
    const driver = await ToastsDriver.showing(moments.points)
    await eventually(() => driver.part('amount')?.textContent === '+15')
    driver.toasts.celebrate({ ...moments.points, data: { amount: 30 } })
    await eventually(() => driver.part('amount')?.textContent === '+45')
    expect(driver.cards).toHaveLength(1)
  })

  it('contains its number in the title', async () => {
    const driver = await ToastsDriver.showing(moments.points)
    await eventually(() => driver.find('[part=title] [part=amount]')?.textContent === '+15')
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 2)
    const number = driver.find('.streak [part=title] [part=number] .visually-hidden')
    expect(number?.textContent).toBe('30')
    expect(driver.findAll('.milestones .reached')).toHaveLength(4)
  })

  it('of a boost shows the remaining time', async () => {
    const driver = await ToastsDriver.showing(moments.boost)
    expect(driver.part('time-left')?.textContent).toMatch(/^1[45]:\d\d left$/)
  })

  it('of an achievement shows the medal for a picture of an unsafe address', async () => {
    const imageUrl = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
    const driver = await ToastsDriver.showing({ ...moments.achievement, imageUrl })
    expect(driver.part('picture')).toBeNull()
    expect(driver.find('.medal')).not.toBeNull()
  })

  it('of an achievement shows the medal for a picture that cannot be loaded', async () => {
    const driver = await ToastsDriver.showing({
      ...moments.achievement,
      imageUrl: '/no-such-picture.png',
    })
    await eventually(() => driver.find('.picture')?.checkVisibility() === false)
    expect(driver.find('.medal')?.checkVisibility()).toBe(true)
  })

  it('is at most a few lines high, however long its text is', async () => {
    const title = 'Long words of praise for a member. '.repeat(40)
    const driver = await ToastsDriver.showing({ ...moments.boost, title, message: title })
    expect(driver.cards[0]?.offsetHeight).toBeLessThan(200)
    driver.toasts.celebrate({ ...moments.achievement, title, data: { achievementName: title } })
    await eventually(() => driver.cards.length === 2)
    expect(driver.cards[0]?.offsetHeight).toBeLessThan(260)
  })

  it('of a hundred achievements names three, on the screen and in the announcement', async () => {
    const driver = await ToastsDriver.withoutInbox()
    const announcer = vi.fn()
    driver.toasts.announcer = announcer
    for (let number = 1; number <= 100; number += 1)
      driver.toasts.celebrate({
        ...moments.achievement,
        data: { achievementName: `No. ${number}` },
      })
    await eventually(() => driver.part('title')?.textContent.trim() === '100 achievements')
    const names = ['No. 100', 'No. 99', 'No. 98'].map((name) => `\u2068${name}\u2069`).join(', ')
    expect(driver.part('message')?.textContent).toBe(`${names}, and 97 more`)
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer.mock.lastCall).toEqual([`100 achievements: ${names}, and 97 more`])
  })

  it('of two achievements names both', async () => {
    const driver = await ToastsDriver.showing(moments.achievement)
    driver.toasts.celebrate({ ...moments.achievement, data: { achievementName: 'Night owl' } })
    await eventually(() => driver.part('title')?.textContent.trim() === '2 achievements')
    expect(driver.part('message')?.textContent).toBe(
      '\u2068Night owl\u2069 and \u2068Early bird\u2069',
    )
    await settle(driver.toasts)
    await expect(driver.toasts).to.be.accessible()
  })
})
