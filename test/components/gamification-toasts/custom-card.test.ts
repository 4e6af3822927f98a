import { html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../src/testing/settle.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('the page', () => {
  it('draws the inside of a toast, as a template result, a node or a text', async () => {
    const driver = await ToastsDriver.withoutInbox()
    const node = document.createElement('strong')
    const drawn = { boost: html`<em>Lit</em>`, streak: node, achievement: '<b>text</b>' }
    driver.toasts.renderToast = ({ kind }) => (drawn as Record<string, unknown>)[kind]
    driver.toasts.celebrate(moments.achievement)
    await eventually(() => driver.find('.custom')?.textContent === '<b>text</b>')
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.find('.custom strong') === node)
    driver.toasts.celebrate(moments.boost)
    await eventually(() => driver.find('.custom em') !== null)
    driver.toasts.maxVisible = 4
    driver.toasts.celebrate(moments.points)
    await eventually(() => driver.find('.points [part=amount]') !== null)
  })

  it.each([false, null, Symbol('nothing'), () => 'nothing'])(
    'leaves the toast as it is with renderToast returning %s',
    async (nothing) => {
      const driver = await ToastsDriver.withoutInbox()
      driver.toasts.renderToast = () => nothing
      driver.toasts.celebrate(moments.boost)
      await eventually(() => driver.find('.boost [part=title]')?.textContent === 'Boost earned')
      expect(driver.find('.custom')).toBeNull()
    },
  )

  it('replaces single words of a toast', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.messages = { close: 'Away', points: () => 'XP' }
    driver.toasts.celebrate(moments.points)
    await eventually(() => driver.find('.points')?.textContent?.includes('XP') === true)
    expect(driver.part('close')?.ariaLabel).toBe('Away')
    driver.toasts.messages = undefined
    await eventually(() => driver.part('close')?.ariaLabel !== 'Away')
    expect(driver.find('.points')?.textContent).toContain('points')
  })

  it('fills a toast with a slot, or with a template that has fields', async () => {
    const driver = await ToastsDriver.render(
      html`<gamification-toasts duration="keep">
        <span slot="streak">owl</span>
        <template data-type="boost.earned"
          ><p>Twice: <b data-field="title"></b> <i data-field="multiplier"></i></p
        ></template>
      </gamification-toasts>`,
    )
    driver.toasts.celebrate(moments.streak)
    driver.toasts.celebrate(moments.boost)
    await eventually(() => driver.cards.length === 2)
    const slot = driver.find('slot[name=streak]') as HTMLSlotElement
    expect(slot.assignedElements()[0]?.textContent).toBe('owl')
    expect(driver.find('.boost .custom')?.textContent).toContain('Twice: Boost earned 2')
  })

  it('hears once of an error in renderToast, and the toasts keep their default content', async () => {
    const reported = vi.spyOn(globalThis, 'reportError').mockReturnValue()
    const driver = await ToastsDriver.withoutInbox()
    const error = new Error('a mistake of the page')
    driver.toasts.renderToast = ({ kind }) => {
      if (kind === 'boost') throw error
      return undefined
    }
    driver.toasts.celebrate(moments.boost)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 2)
    expect(driver.find('.boost [part=title]')?.textContent).toBe('Boost earned')
    expect(reported.mock.calls).toEqual([[error]])
  })

  it('does not change a digest with a template for one type', async () => {
    const driver = await ToastsDriver.render(
      html`<gamification-toasts duration="keep">
        <template data-type="points.earned">Points</template>
      </gamification-toasts>`,
    )
    driver.toasts.focusMode = true
    driver.toasts.celebrate(moments.streak)
    driver.toasts.celebrate(moments.points)
    await eventually(() => driver.region !== null)
    driver.toasts.focusMode = false
    await eventually(() => driver.find('.digest [part=message]') !== null)
    expect(driver.find('.custom')).toBeNull()
  })

  it('has celebrations of its own types counted in a digest', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.focusMode = true
    for (const title of ['First', 'Second']) driver.toasts.celebrate({ type: 'my.moment', title })
    await eventually(() => driver.region !== null)
    driver.toasts.focusMode = false
    await eventually(() => driver.find('.digest [part=message]') !== null)
    expect(driver.part('message')?.textContent).toBe('2 achievements')
  })

  it('keeps the link of a toast whose inside it draws', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.renderToast = () => html`<button>Share</button>`
    driver.toasts.celebrate({ ...moments.boost, actionUrl: '/#rewards' })
    await eventually(() => driver.find('.custom') !== null)
    const link = driver.find('a[part=title]') as HTMLAnchorElement
    expect(link.hash).toBe('#rewards')
    expect(link.textContent).toBe(
      '\u2068Boost earned\u2069: \u20682× points for steady study\u2069',
    )
    await settle(driver.toasts)
    await expect(driver.toasts).to.be.accessible()
    const share = driver.find('.custom button')?.getBoundingClientRect() ?? new DOMRect()
    const at = driver.toasts.shadowRoot?.elementFromPoint(share.x + 2, share.y + 2)
    expect(at?.textContent).toBe('Share')
  })
})
