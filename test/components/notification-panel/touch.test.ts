import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cdp, server as browserServer } from 'vitest/browser'
import { settle } from '../../../src/testing/settle.js'
import { all, eventually, opened, serveEachTest, server } from '../../support/bell.js'

serveEachTest()

const touch = (enabled: boolean) =>
  cdp().send('Emulation.setTouchEmulationEnabled', { enabled, maxTouchPoints: 1 })

/** Others cannot be told to be touched. */
const engines = ['chromium'].filter((name) => name === browserServer.browser)

/** How many pixels belong to an element, from its middle and through it, in one direction and back. */
function extent(element: HTMLElement, [x, y]: readonly [number, number]): number {
  const { left, top, width, height } = element.getBoundingClientRect()
  const root = element.getRootNode() as ShadowRoot
  const isHit = (by: number) =>
    element.contains(root.elementFromPoint(left + width / 2 + by * x, top + height / 2 + by * y))
  let [from, to] = [0, 0]
  while (isHit(from - 1)) from -= 1
  while (isHit(to + 1)) to += 1
  return to - from + 1
}

it('what a mouse points at is smaller than what a finger needs', async () => {
  server.addMany(1)
  const bell = await opened()
  await settle(bell)
  const isTouched = matchMedia('(hover: none), (pointer: coarse)').matches
  expect(all(bell, '.tool').every(({ offsetWidth }) => offsetWidth < 44)).toBe(!isTouched)
})

describe.each(engines)('under a finger in %s', () => {
  beforeEach(() => touch(true))
  afterEach(() => touch(false))

  it.each(['', 'compact'])('what a row can do is 44 px each way; density %j', async (density) => {
    server.addMany(3)
    const bell = await opened()
    bell.setAttribute('density', density)
    await settle(bell)
    expect(matchMedia('(pointer: coarse)').matches).toBe(true)
    const tools = all(bell, '.tool')
    expect(tools).toHaveLength(9)
    for (const tool of tools) {
      tool.scrollIntoView({ block: 'center' })
      // Rows that were out of sight are drawn with the next frame.
      await eventually(() => extent(tool, [1, 0]) > 1)
      expect(extent(tool, [1, 0])).toBeGreaterThanOrEqual(44)
      expect(extent(tool, [0, 1])).toBeGreaterThanOrEqual(44)
    }
  })
})
