import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

let driver: ToastsDriver
let item: HTMLElement
let reasons: string[]

beforeEach(async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  // Pointers that are not real cannot be captured.
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue()
  driver = await ToastsDriver.showing(moments.boost)
  item = driver.cards[0] as HTMLElement
  reasons = []
  driver.toasts.addEventListener('toast-dismiss', ({ reason }) => reasons.push(reason))
})
afterEach(() => {
  document.documentElement.removeAttribute('dir')
  vi.restoreAllMocks()
})

interface Way {
  readonly x: number
  readonly y?: number
  /** How long the whole movement takes: slower than a flick. */
  readonly ms?: number
}

const send = (type: string, { x, y = 0, ms = 2_000 }: Way) => {
  const point = { pointerId: 7, clientX: 200 + x, clientY: 200 + y }
  const buttons = type === 'pointerup' ? 0 : 1
  const event = new PointerEvent(type, { ...point, buttons, button: 0, bubbles: true })
  Object.defineProperty(event, 'timeStamp', { value: ms })
  item.dispatchEvent(event)
}

/** A finger goes down and moves; the toast is drawn along once the code for that is there. */
async function draw(way: Way): Promise<void> {
  send('pointerdown', { x: 0, ms: 0 })
  await eventually(() => {
    send('pointermove', way)
    return item.style.translate !== ''
  })
}

async function swipe(way: Way): Promise<void> {
  await draw(way)
  send('pointerup', way)
}

describe('a swipe', () => {
  it.each([
    ['ltr', 1],
    ['ltr', -1],
    ['rtl', 1],
    ['rtl', -1],
  ])('dismisses a toast in dir="%s" in the direction %d', async (dir, side) => {
    document.documentElement.dir = dir
    await draw({ x: side * item.offsetWidth * 0.6 })
    expect(Math.sign(parseFloat(item.style.translate))).toBe(side)
    send('pointerup', { x: side * item.offsetWidth * 0.6 })
    await eventually(() => driver.cards.length === 0)
    expect(reasons).toEqual(['swipe'])
  })

  it('of a mouse moves the toast, and does not drag its link', async () => {
    await draw({ x: 40 })
    const drag = new DragEvent('dragstart', { bubbles: true, cancelable: true })
    item.querySelector('[part=title]')?.dispatchEvent(drag)
    expect(drag.defaultPrevented).toBe(true)
  })

  it('that is short, but fast, dismisses a toast', async () => {
    await swipe({ x: 60, ms: 50 })
    await eventually(() => driver.cards.length === 0)
    expect(reasons).toEqual(['swipe'])
  })

  it('that is too short returns the toast, and clicks nothing', async () => {
    const clicked = vi.fn()
    driver.toasts.addEventListener('toast-click', clicked)
    await swipe({ x: 40 })
    item.querySelector<HTMLElement>('[part=title]')?.click()
    expect(item.style.translate).toBe('')
    expect(item.style.opacity).toBe('')
    expect(clicked).not.toHaveBeenCalled()
    expect(driver.cards).toEqual([item])
    expect(reasons).toEqual([])
  })

  it('that the browser takes for scrolling returns the toast, however far it was', async () => {
    await draw({ x: item.offsetWidth })
    send('pointercancel', { x: item.offsetWidth })
    expect(item.style.translate).toBe('')
    expect(driver.cards).toEqual([item])
  })

  it('does not begin with a vertical movement, which scrolls the page', async () => {
    expect(getComputedStyle(item).touchAction).toBe('pan-y')
    // The code is there from here on.
    await swipe({ x: 40 })
    send('pointerdown', { x: 0, ms: 0 })
    send('pointermove', { x: 30, y: 300 })
    expect(item.style.translate).toBe('')
    send('pointerup', { x: 30, y: 300 })
    expect(driver.cards).toEqual([item])
  })

  it('does not begin with the right mouse button', async () => {
    await swipe({ x: 40 })
    const point = { pointerId: 7, clientX: 200, clientY: 200, button: 2, buttons: 2 }
    item.dispatchEvent(new PointerEvent('pointerdown', { ...point, bubbles: true }))
    send('pointermove', { x: 200 })
    expect(item.style.translate).toBe('')
  })
})
