import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { painted } from '../../../support/painted.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** The animations that the rows of a list were given: a word for each. */
const seen: string[] = []

/** Puts an animation into a word: what moves, and how. */
function wordFor(element: Element, frames: PropertyIndexedKeyframes): string {
  const { opacity, translate, blockSize } = frames
  if (element.matches('.ghost')) return blockSize === undefined ? 'fades' : 'closes'
  if (!element.matches('.row')) return ''
  if (opacity) return translate ? 'arrives' : 'appears'
  return 'moves'
}

let isReduced = false
/** How far the clock is ahead, in milliseconds. */
let ahead = 0

/** Lets enough time go by that the next change belongs to no burst. */
function rest(): void {
  ahead += 1_000
  seen.length = 0
}

/** The number of times that the place of a row was read. */
let readings = 0

beforeEach(() => {
  isReduced = false
  readings = 0
  const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetTop') ?? {}
  vi.spyOn(HTMLElement.prototype, 'offsetTop', 'get').mockImplementation(function (
    this: HTMLElement,
  ) {
    readings += 1
    return get?.call(this) as number
  })
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ahead)
  const animate: Element['animate'] = Reflect.get(Element.prototype, 'animate')
  vi.spyOn(Element.prototype, 'animate').mockImplementation(function (
    this: Element,
    frames,
    options,
  ) {
    seen.push(wordFor(this, frames as PropertyIndexedKeyframes))
    return animate.call(this, frames, options)
  })
  const ask = matchMedia.bind(globalThis)
  vi.spyOn(globalThis, 'matchMedia').mockImplementation((query) =>
    query.includes('reduced-motion') ? ({ matches: isReduced } as MediaQueryList) : ask(query),
  )
})
afterEach(() => vi.restoreAllMocks())

/** Opens a panel with some rows, whose places are known. */
async function openWith(count: number): Promise<BellDriver> {
  server.addMany(count)
  const driver = await BellDriver.open()
  await eventually(() => driver.rows.length === count)
  // The places are read when the list has rested.
  await eventually(() => readings > 0)
  await painted()
  rest()
  return driver
}

const count = (word: string): number => seen.filter((one) => one === word).length

describe('the rows of an open panel', () => {
  it('glide to their places while a removed one fades and closes', async () => {
    const driver = await openWith(4)
    driver.tool(1, 'remove')?.click()
    await eventually(() => count('closes') === 1)
    await eventually(() => count('moves') === 2)
    expect(driver.find('.ghost')?.inert).toBe(true)
    expect(driver.rows).toHaveLength(3)
    await eventually(() => driver.find('.ghost') === null)
  })

  it('make room for one that arrives', async () => {
    await openWith(3)
    server.add()
    await eventually(() => count('arrives') === 1)
    await eventually(() => count('moves') === 3)
  })

  it('only fade for a member who prefers reduced motion', async () => {
    isReduced = true
    const driver = await openWith(3)
    driver.tool(0, 'remove')?.click()
    await eventually(() => count('fades') === 1)
    rest()
    server.add()
    await eventually(() => count('appears') === 1)
    expect(count('moves') + count('closes') + count('arrives') + count('fades')).toBe(0)
  })

  it('stand still when another filter shows fewer of them', async () => {
    const driver = await openWith(4)
    server.add({ kind: 'read', readPos: server.position.u + 1 })
    await eventually(() => count('arrives') === 1)
    rest()
    driver.chooseFilter('Unread')
    await eventually(() => driver.rows.length === 4)
    await painted()
    expect(seen.filter(Boolean)).toEqual([])
  })

  it('stand still in a burst', async () => {
    const driver = await openWith(4)
    server.addMany(20)
    await eventually(() => driver.rows.length === 24)
    await painted()
    expect(count('arrives')).toBe(0)
  })
})
