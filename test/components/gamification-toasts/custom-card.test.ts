import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import { settle } from '../../../src/testing/settle.js'
import { alone, cards, eventually, moments, within } from '../../support/toasts.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

describe('the page', () => {
  it('draws the inside of a toast, as a template result, a node or a text', async () => {
    const toasts = await alone()
    const node = document.createElement('strong')
    const drawn = { boost: html`<em>Lit</em>`, streak: node, achievement: '<b>text</b>' }
    toasts.renderToast = ({ kind }) => (drawn as Record<string, unknown>)[kind]
    toasts.celebrate(moments.achievement)
    await eventually(() => within(toasts, '.custom')?.textContent === '<b>text</b>')
    toasts.celebrate(moments.streak)
    await eventually(() => within(toasts, '.custom strong') === node)
    toasts.celebrate(moments.boost)
    await eventually(() => within(toasts, '.custom em') !== null)
    toasts.maxVisible = 4
    toasts.celebrate(moments.points)
    await eventually(() => within(toasts, '.points [part=amount]') !== null)
  })

  it.each([false, null, Symbol('nothing'), () => 'nothing'])(
    'leaves the toast as it is with renderToast returning %s',
    async (nothing) => {
      const toasts = await alone()
      toasts.renderToast = () => nothing
      toasts.celebrate(moments.boost)
      await eventually(() => within(toasts, '.boost [part=title]')?.textContent === 'Boost earned')
      expect(within(toasts, '.custom')).toBeNull()
    },
  )

  it('replaces single words of a toast', async () => {
    const toasts = await alone()
    toasts.messages = { close: 'Away', points: () => 'XP' }
    toasts.celebrate(moments.points)
    await eventually(() => within(toasts, '.points')?.textContent?.includes('XP') === true)
    expect(within(toasts, '[part=close]')?.ariaLabel).toBe('Away')
    toasts.messages = undefined
    await eventually(() => within(toasts, '[part=close]')?.ariaLabel !== 'Away')
    expect(within(toasts, '.points')?.textContent).toContain('points')
  })

  it('fills a toast with a slot, or with a template that has fields', async () => {
    const toasts = await fixture<GamificationToasts>(
      html`<gamification-toasts duration="keep">
        <span slot="streak">owl</span>
        <template data-type="boost.earned"
          ><p>Twice: <b data-field="title"></b> <i data-field="multiplier"></i></p
        ></template>
      </gamification-toasts>`,
    )
    toasts.celebrate(moments.streak)
    toasts.celebrate(moments.boost)
    await eventually(() => cards(toasts).length === 2)
    const slot = within(toasts, 'slot[name=streak]') as HTMLSlotElement
    expect(slot.assignedElements()[0]?.textContent).toBe('owl')
    expect(within(toasts, '.boost .custom')?.textContent).toContain('Twice: Boost earned 2')
  })

  it('hears once of an error in renderToast, and the toasts keep their default content', async () => {
    const reported = vi.spyOn(globalThis, 'reportError').mockReturnValue()
    const toasts = await alone()
    const error = new Error('a mistake of the page')
    toasts.renderToast = ({ kind }) => {
      if (kind === 'boost') throw error
      return undefined
    }
    toasts.celebrate(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    expect(within(toasts, '.boost [part=title]')?.textContent).toBe('Boost earned')
    expect(reported.mock.calls).toEqual([[error]])
  })

  it('does not change a digest with a template for one type', async () => {
    const toasts = await fixture<GamificationToasts>(
      html`<gamification-toasts duration="keep">
        <template data-type="points.earned">Points</template>
      </gamification-toasts>`,
    )
    toasts.focusMode = true
    toasts.celebrate(moments.streak)
    toasts.celebrate(moments.points)
    await eventually(() => within(toasts, '.region') !== null)
    toasts.focusMode = false
    await eventually(() => within(toasts, '.digest [part=message]') !== null)
    expect(within(toasts, '.custom')).toBeNull()
  })

  it('has celebrations of its own types counted in a digest', async () => {
    const toasts = await alone()
    toasts.focusMode = true
    for (const title of ['First', 'Second']) toasts.celebrate({ type: 'my.moment', title })
    await eventually(() => within(toasts, '.region') !== null)
    toasts.focusMode = false
    await eventually(() => within(toasts, '.digest [part=message]') !== null)
    expect(within(toasts, '[part=message]')?.textContent).toBe('2 achievements')
  })

  it('keeps the link of a toast whose inside it draws', async () => {
    const toasts = await alone()
    toasts.renderToast = () => html`<button>Share</button>`
    toasts.celebrate({ ...moments.boost, actionUrl: '/#rewards' })
    await eventually(() => within(toasts, '.custom') !== null)
    const link = within(toasts, 'a[part=title]') as HTMLAnchorElement
    expect(link.hash).toBe('#rewards')
    expect(link.textContent).toBe(
      '\u2068Boost earned\u2069: \u20682× points for steady study\u2069',
    )
    await settle(toasts)
    await expect(toasts).to.be.accessible()
    const share = within(toasts, '.custom button')?.getBoundingClientRect() ?? new DOMRect()
    const at = toasts.shadowRoot?.elementFromPoint(share.x + 2, share.y + 2)
    expect(at?.textContent).toBe('Share')
  })
})
