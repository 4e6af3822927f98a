import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import type {
  ToastClickEvent,
  ToastDismissEvent,
} from '../../src/components/gamification-toasts/gamification-toasts.events.js'
import type { Moment } from '../../src/components/gamification-toasts/toast.js'
import '../../src/define.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import {
  all,
  alone,
  cards,
  eventually,
  moments,
  rowOf,
  said,
  settle,
  showing,
  within,
} from '../support/toasts.js'

let server: FakeServer
let servers = 0
let endpoint: string

beforeEach(() => {
  server = new FakeServer()
  // The page shares an inbox by its endpoint: each test has one of its own.
  endpoint = `https://toasts.example/${(servers += 1)}`
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => server.fetch(input, init))
  // An engine that is driven without a window gives its page no keyboard.
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

const arrive = (moment: Moment) => server.add(rowOf(moment))

async function connected(): Promise<GamificationToasts> {
  const toasts = await fixture<GamificationToasts>(
    html`<gamification-toasts endpoint=${endpoint} duration="keep"></gamification-toasts>`,
  )
  await eventually(() => server.streamCount > 0)
  return toasts
}

describe('a toast', () => {
  it.each(Object.entries(moments))(
    'for %s shows what it is about, accessibly',
    async (kind, moment) => {
      const toasts = await showing(moment)
      expect(cards(toasts)[0]?.classList.contains(kind)).toBe(true)
      await settle(toasts)
      await expect(toasts).to.be.accessible()
    },
  )

  it('counts points up to what they are', async () => {
    const toasts = await showing(moments.points)
    await eventually(() => within(toasts, '[part=amount]')?.textContent === '+15')
    toasts.celebrate({ ...moments.points, data: { amount: 30 } })
    await eventually(() => within(toasts, '[part=amount]')?.textContent === '+45')
    expect(cards(toasts)).toHaveLength(1)
  })

  it('of a streak is read with its number', async () => {
    const toasts = await showing(moments.streak)
    const number = within(toasts, '[part=number] .visually-hidden')
    expect(number?.textContent).toBe('30')
    expect(all(toasts, '.milestones .reached')).toHaveLength(4)
  })

  it('of a boost shows the time that is left of it', async () => {
    const toasts = await showing(moments.boost)
    expect(within(toasts, '[part=time-left]')?.textContent).toMatch(/^1[45]:\d\d left$/)
  })

  it('of an achievement shows its picture, where that is safe to load', async () => {
    const imageUrl = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
    const toasts = await showing({ ...moments.achievement, imageUrl })
    expect(within(toasts, '[part=picture]')).toBeNull()
    expect(within(toasts, '.medal')).not.toBeNull()
  })

  it('stacks several achievements, and names them', async () => {
    const toasts = await showing(moments.achievement)
    toasts.celebrate({ ...moments.achievement, data: { achievementName: 'Night owl' } })
    await eventually(() => within(toasts, '[part=title]')?.textContent.trim() === '2 achievements')
    expect(within(toasts, '[part=message]')?.textContent).toBe('Night owl and Early bird')
    await settle(toasts)
    await expect(toasts).to.be.accessible()
  })
})

describe('what arrives', () => {
  it('is celebrated, once, and what was there is not', async () => {
    arrive(moments.streak)
    const toasts = await connected()
    arrive(moments.points)
    await eventually(() => cards(toasts).length === 1)
    expect(cards(toasts)[0]?.classList.contains('points')).toBe(true)
  })

  it('is only listed where it does not celebrate, or is older than a minute', async () => {
    const toasts = await connected()
    server.add()
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    arrive(moments.boost)
    await eventually(() => cards(toasts).length > 0)
    expect(cards(toasts).map(({ className }) => className)).toEqual(['toast boost '])
  })

  it('comes in the inbox of a bell on the same page, over one connection', async () => {
    const page = await fixture(
      html`<div>
        <notification-bell endpoint=${endpoint}></notification-bell>
        <gamification-toasts endpoint=${endpoint}></gamification-toasts>
      </div>`,
    )
    const toasts = page.querySelector('gamification-toasts') as GamificationToasts
    await eventually(() => server.streamCount > 0)
    arrive(moments.achievement)
    await eventually(() => cards(toasts).length === 1)
    expect(server.opened).toHaveLength(1)
    const bell = page.querySelector('notification-bell')
    await eventually(() => bell?.shadowRoot?.querySelector('[part=badge]')?.textContent === '1')
  })

  it('is shown by one of two on the same page', async () => {
    const [one, two] = [await connected(), await connected()]
    arrive(moments.achievement)
    arrive(moments.boost)
    await eventually(() => cards(one).length + cards(two).length === 2)
    expect([cards(one).length, cards(two).length].sort()).toEqual([0, 2])
  })

  it('is not celebrated with gamification="off"', async () => {
    const toasts = await connected()
    toasts.setAttribute('gamification', 'off')
    arrive(moments.points)
    toasts.celebrate(moments.streak)
    await eventually(() => within(toasts, '.region') !== null)
    await toasts.updateComplete
    expect(cards(toasts)).toEqual([])
  })
})

describe('a burst of two hundred', () => {
  it('is a few toasts, which tell of every one of them', async () => {
    const toasts = await connected()
    const told = new Map<string, number>()
    const kinds = [moments.points, moments.boost, moments.achievement]
    for (let number = 0; number < 200; number += 1) arrive(kinds[number % 3] ?? moments.points)
    toasts.renderToast = ({ id, notifications }) => void told.set(id, notifications.length)
    const sum = () => [...told.values()].reduce((all, count) => all + count, 0)
    // Room for the last few, which need not become one.
    toasts.maxVisible = 9
    await vi.waitUntil(() => sum() === 200, { timeout: 20_000 })
    expect(cards(toasts).length).toBeLessThan(9)
  }, 30_000)
})

describe('focus mode', () => {
  it.each([
    [
      'the attribute',
      (toasts: GamificationToasts, isOn: boolean) => toasts.toggleAttribute('focus-mode', isOn),
    ],
    [
      'a call',
      (toasts: GamificationToasts, isOn: boolean) => toasts.setFocusMode(isOn ? 'exam' : null),
    ],
    [
      'an ancestor',
      (_: GamificationToasts, isOn: boolean) =>
        document.body.toggleAttribute('data-focus-mode', isOn),
    ],
  ])('by %s keeps quiet, and sums up afterwards', async (_, set) => {
    const toasts = await showing(moments.points)
    set(toasts, true)
    await eventually(() => cards(toasts).length === 0)
    toasts.celebrate(moments.streak)
    toasts.celebrate(moments.achievement)
    await eventually(() => cards(toasts).length === 0)
    set(toasts, false)
    await eventually(() => cards(toasts).length === 1)
    expect(within(toasts, '[part=title]')?.textContent.trim()).toBe('2 new rewards')
    expect(within(toasts, '[part=message]')?.textContent).toBe('1 achievement\u00a0· 1 streak')
    await settle(toasts)
    await expect(toasts).to.be.accessible()
  })
})

describe('with the keyboard', () => {
  const press = (key: string, target: EventTarget = document.body) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    )
  const focused = (toasts: GamificationToasts) => toasts.shadowRoot?.activeElement

  async function two(): Promise<[GamificationToasts, HTMLElement]> {
    const before = await fixture<HTMLElement>(html`<button>Before</button>`)
    const toasts = await showing(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    before.focus()
    return [toasts, before]
  }

  it('F6 goes to the toasts and back, and never by itself', async () => {
    const [toasts, before] = await two()
    expect(document.activeElement).toBe(before)
    press('F6')
    expect(focused(toasts)).toBe(cards(toasts)[0])
    press('F6', focused(toasts) as Element)
    expect(document.activeElement).toBe(before)
  })

  it('another key does, where the page names it, and none while letters are composed', async () => {
    const [toasts, before] = await two()
    toasts.hotkey = 'Alt+T'
    press('F6')
    expect(document.activeElement).toBe(before)
    const init = { key: 't', altKey: true, bubbles: true, composed: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }))
    expect(document.activeElement).toBe(before)
    document.body.dispatchEvent(new KeyboardEvent('keydown', init))
    expect(focused(toasts)).toBe(cards(toasts)[0])
  })

  it('Escape dismisses; the focus goes to the next, and at the end back to where it was', async () => {
    const [toasts, before] = await two()
    const reasons: string[] = []
    toasts.addEventListener('toast-dismiss', ({ reason }) => reasons.push(reason))
    press('F6')
    press('Escape', focused(toasts) as Element)
    await eventually(() => cards(toasts).length === 1)
    expect(focused(toasts)).toBe(cards(toasts)[0])
    press('Escape', focused(toasts) as Element)
    await eventually(() => cards(toasts).length === 0)
    expect(document.activeElement).toBe(before)
    expect(reasons).toEqual(['escape', 'escape'])
  })

  it('a list in a named region holds them, each with a button to close it', async () => {
    const toasts = await showing(moments.boost)
    const region = within(toasts, '[role=region]')
    expect(region?.ariaLabel).toBe('Celebrations')
    expect(region?.getAttribute('aria-keyshortcuts')).toBe('F6')
    expect(within(toasts, 'ul > li > button.close')?.ariaLabel).toBe('Close')
    within(toasts, '.close')?.click()
    await eventually(() => cards(toasts).length === 0)
  })
})

describe('what is said', () => {
  it('is the final number, in the light DOM, once the page is quiet', async () => {
    const toasts = await showing(moments.points)
    toasts.celebrate({ ...moments.points, data: { amount: 20 } })
    toasts.celebrate({ ...moments.points, data: { amount: 10 } })
    await eventually(() => said() === '45 points earned')
    const region = document.querySelector('[data-belfry=announcer]')
    expect(region?.parentElement).toBe(document.body)
    expect(region?.ariaLive).toBe('polite')
  })

  it('is said by the page where it wants to', async () => {
    const announcer = vi.fn()
    const toasts = await alone()
    toasts.announcer = announcer
    toasts.celebrate(moments.achievement)
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer).toHaveBeenCalledWith('Achievement unlocked: Early bird')
  })
})

describe('a modal dialog', () => {
  it('makes celebrations wait until it is closed', async () => {
    const dialog = await fixture<HTMLDialogElement>(html`<dialog>Exam</dialog>`)
    dialog.showModal()
    const toasts = await alone()
    toasts.celebrate(moments.streak)
    await eventually(() => within(toasts, '.region') !== null)
    await toasts.updateComplete
    expect(cards(toasts)).toEqual([])
    dialog.close()
    await eventually(() => cards(toasts).length === 1)
  })
})

describe('a page', () => {
  it('keeps a toast off by cancelling its event', async () => {
    const toasts = await alone()
    toasts.addEventListener('toast-show', (event) => {
      if (event.toast.kind === 'boost') event.preventDefault()
    })
    toasts.celebrate(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 1)
    expect(cards(toasts)[0]?.classList.contains('streak')).toBe(true)
  })

  it('hears of a click, which reads what is celebrated, and can go there itself', async () => {
    const toasts = await connected()
    const events: (ToastClickEvent | ToastDismissEvent)[] = []
    toasts.addEventListener('toast-click', (event) => {
      event.preventDefault()
      events.push(event)
    })
    toasts.addEventListener('toast-dismiss', (event) => events.push(event))
    arrive(moments.achievement)
    await eventually(() => cards(toasts).length === 1)
    within(toasts, 'a[part=title]')?.click()
    expect(events[0]).toMatchObject({ notification: { type: 'achievement.unlocked' } })
    expect((events[0] as ToastClickEvent).href).toMatch(/#rewards$/)
    expect(events[1]).toMatchObject({ reason: 'click' })
    await eventually(() => server.counts.unread === 0)
  })

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

  it('brings its own art in a slot, or a template with fields', async () => {
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

  it('can move the toasts to another edge: the newest stays farthest from it', async () => {
    const toasts = await showing(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    const kinds = () => cards(toasts).map(({ classList }) => classList[1])
    expect(kinds()).toEqual(['streak', 'boost'])
    cards(toasts)[1]?.focus()
    toasts.placement = 'top-center'
    await toasts.updateComplete
    expect(kinds()).toEqual(['boost', 'streak'])
    expect(toasts.shadowRoot?.activeElement).toBe(cards(toasts)[0])
  })

  it('can remove the element and put it back', async () => {
    const toasts = await connected()
    const parent = toasts.parentElement
    toasts.remove()
    parent?.append(toasts)
    arrive(moments.points)
    await eventually(() => cards(toasts).length === 1)
  })
})
