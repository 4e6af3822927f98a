import { describe, expect, it } from 'vitest'
import { RenderPace } from '../../../src/components/notification-panel/render-pace.js'

const nothing = Symbol('nothing')

/** What a promise gives before the next frame. */
const beforeFrame = async (promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => requestAnimationFrame(() => resolve(nothing)))])

/** A rendering that takes several frames. */
function renderSlowly(): void {
  const end = performance.now() + 60
  while (performance.now() < end);
}

describe('the pace of renderings', () => {
  it('rests after a rendering that took long', async () => {
    const pace = new RenderPace()
    pace.measure(renderSlowly)
    expect(await beforeFrame(pace.rest())).toBe(nothing)
  })

  it('does not rest after a quick rendering', async () => {
    const pace = new RenderPace()
    pace.measure(() => {})
    expect(await beforeFrame(pace.rest())).not.toBe(nothing)
  })

  it('does not rest when it has to hurry', async () => {
    const pace = new RenderPace()
    pace.measure(renderSlowly)
    pace.hurry()
    expect(await beforeFrame(pace.rest())).not.toBe(nothing)
  })

  it('renders a closed panel at once when it has to hurry', async () => {
    const pace = new RenderPace()
    const wait = pace.whileClosed(true)
    expect(await beforeFrame(wait)).toBe(nothing)
    pace.hurry()
    expect(await beforeFrame(wait)).not.toBe(nothing)
  })
})
