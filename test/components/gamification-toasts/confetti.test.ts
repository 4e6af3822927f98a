import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { throwConfetti } from '../../../src/components/gamification-toasts/confetti.js'
import { settle } from '../../../src/testing/settle.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const canvasOf = (driver: ToastsDriver) => driver.find('canvas') as HTMLCanvasElement

/** Whether anything is in the air. */
function isPainted(canvas: HTMLCanvasElement): boolean {
  const { width, height } = canvas
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
  return pixels.some((value) => value > 0)
}

async function celebrating(): Promise<[ToastsDriver, HTMLCanvasElement]> {
  const driver = await ToastsDriver.withoutInbox()
  driver.toasts.celebrate(moments.streak)
  await eventually(() => canvasOf(driver) !== null)
  return [driver, canvasOf(driver)]
}

describe('confetti', () => {
  it('is thrown for a streak, on a canvas of its own, without a worker', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const made = vi.fn()
    vi.stubGlobal('Worker', made)
    const [driver, canvas] = await celebrating()
    await eventually(() => isPainted(canvas))
    expect(driver.findAll('canvas')).toHaveLength(1)
    expect(document.querySelector('canvas')).toBeNull()
    expect(getComputedStyle(canvas).pointerEvents).toBe('none')
    expect(made).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(3_000)
    await eventually(() => canvasOf(driver) === null)
  })

  it('falls for three seconds at most, even for the greatest streak', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const canvas = await fixture<HTMLCanvasElement>(html`<canvas></canvas>`)
    const party = throwConfetti({
      canvas,
      origin: { x: 0.5, y: 0.5 },
      days: 365,
      colors: ['#ff0000'],
      signal: new AbortController().signal,
    })
    const end = vi.fn()
    void party.then(end)
    await vi.advanceTimersByTimeAsync(2_999)
    // The last burst has just begun.
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    expect(isPainted(canvas)).toBe(true)
    expect(end).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(isPainted(canvas)).toBe(false)
    expect(end).toHaveBeenCalled()
    await new Promise(requestAnimationFrame)
    expect(isPainted(canvas)).toBe(false)
  })

  it('stops when the tab is hidden', async () => {
    const [, canvas] = await celebrating()
    await eventually(() => isPainted(canvas))
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(isPainted(canvas)).toBe(false)
  })

  it('stops when the element leaves the page', async () => {
    const [driver, canvas] = await celebrating()
    await eventually(() => isPainted(canvas))
    driver.toasts.remove()
    expect(isPainted(canvas)).toBe(false)
  })

  it.each([
    ['the setting is off', ({ toasts }: ToastsDriver) => (toasts.confetti = 'off')],
    [
      'the person wants less motion',
      () => vi.spyOn(globalThis, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList),
    ],
  ])('is not thrown if %s, and the toast is complete', async (_, want) => {
    const driver = await ToastsDriver.withoutInbox()
    want(driver)
    const context = vi.spyOn(HTMLCanvasElement.prototype, 'getContext')
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 1)
    await settle(driver.toasts)
    // Whatever the first had loaded would be there for the second.
    driver.toasts.celebrate({ ...moments.streak, data: { days: 100 } })
    await eventually(() => driver.cards.length === 2)
    await settle(driver.toasts)
    expect(context).not.toHaveBeenCalled()
    expect(driver.findAll('.flame')).toHaveLength(2)
    expect(driver.find('[part=number] .visually-hidden')?.textContent).toMatch(/^(30|100)$/)
  })
})
