import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import { loadAllKinds } from '../../../src/components/gamification-toasts/load-toast-kind.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

/** Toasts whose code was loaded while the page was idle. */
async function prepared(): Promise<ToastsDriver> {
  const driver = await ToastsDriver.withoutInbox()
  await eventually(() => driver.region !== null)
  await loadAllKinds(driver.toasts)
  await driver.toasts.updateComplete
  return driver
}

/** Counts how often the element is rendered from now on. */
function countRenders(toasts: GamificationToasts): () => number {
  const render = vi.spyOn(toasts as unknown as { render(): unknown }, 'render')
  return () => render.mock.calls.length
}

/**
 * Counts the animations that begin from now on, by the class of the animated element. A toast that
 * glides to another place does not count.
 */
function countAnimations(): (name: string) => number {
  const animate = vi.spyOn(Element.prototype, 'animate')
  const isGlide = (index: number) => Object.keys(animate.mock.calls[index]?.[0] ?? {}).length === 1
  return (name) =>
    (animate.mock.contexts as Element[]).filter(
      (element, index) => element.classList.contains(name) && (name !== 'toast' || !isGlide(index)),
    ).length
}

/** The properties that make the browser do its layout at once. */
const layoutReads = ['offsetTop', 'offsetHeight', 'offsetWidth'] as const

/** Notes from now on by which names the layout or the computed styles are read. */
function noteLayoutReads(): string[] {
  const read: string[] = []
  for (const name of layoutReads)
    vi.spyOn(HTMLElement.prototype, name, 'get').mockImplementation(() => read.push(name))
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(() => {
    read.push('getBoundingClientRect')
    return new DOMRect()
  })
  const { getComputedStyle } = window
  vi.spyOn(window, 'getComputedStyle').mockImplementation((element) => {
    read.push('getComputedStyle')
    return getComputedStyle(element)
  })
  return read
}

describe.each(Object.entries(moments))('the first toast, for %s,', (kind, moment) => {
  it('is drawn in the task of its celebration, without an import', async () => {
    const driver = await prepared()
    driver.toasts.celebrate(moment)
    // Long before a frame or a file could come.
    for (let count = 0; count < 10; count += 1) await Promise.resolve()
    expect(driver.cards.map(({ classList }) => classList[1])).toEqual([kind])
    expect(driver.find('.region')?.matches(':popover-open')).toBe(true)
  })

  it('reads no layout before it is painted', async () => {
    const driver = await prepared()
    const read = noteLayoutReads()
    driver.toasts.celebrate(moment)
    for (let count = 0; count < 10; count += 1) await Promise.resolve()
    expect(driver.cards).toHaveLength(1)
    expect(read).toEqual([])
  })

  it('can be seen in its first frame', async () => {
    const driver = await prepared()
    driver.toasts.celebrate(moment)
    await eventually(() => driver.cards.length === 1)
    const [item] = driver.cards
    const opacities = (item?.getAnimations() ?? []).flatMap(({ effect }) =>
      (effect as KeyframeEffect).getKeyframes().flatMap(({ opacity }) => opacity ?? []),
    )
    expect(Math.min(...opacities.map(Number))).toBeGreaterThan(0)
  })
})

/** The properties that browsers animate without the main thread. */
const cheap = ['transform', 'translate', 'scale', 'rotate', 'opacity']

describe('the animations of a toast', () => {
  it.each(Object.entries(moments))('for %s leave the main thread free', async (_, moment) => {
    const animate = vi.spyOn(Element.prototype, 'animate')
    const driver = await prepared()
    driver.toasts.confetti = 'off'
    driver.toasts.celebrate(moment)
    await eventually(() => driver.cards.length === 1)
    const animated = animate.mock.calls.flatMap(([keyframes]) => Object.keys(keyframes ?? {}))
    expect(animated.length).toBeGreaterThan(0)
    expect(animated.filter((name) => ![...cheap, 'offset', 'easing'].includes(name))).toEqual([])
  })
})

describe('a hundred celebrations at once', () => {
  it('are one toast, rendered a few times and animated once', async () => {
    const driver = await prepared()
    const renders = countRenders(driver.toasts)
    const animations = countAnimations()
    for (let count = 0; count < 100; count += 1) driver.toasts.celebrate(moments.achievement)
    await eventually(() => driver.part('title')?.textContent.trim() === '100 achievements')
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    expect(driver.cards).toHaveLength(1)
    expect(renders()).toBeLessThan(4)
    expect(animations('toast')).toBe(1)
    expect(animations('medal')).toBe(1)
  })

  it('that come one after another do not start the animation again each time', async () => {
    const driver = await prepared()
    const animations = countAnimations()
    for (let count = 1; count <= 20; count += 1) {
      driver.toasts.celebrate(moments.achievement)
      await new Promise(requestAnimationFrame)
    }
    await eventually(() => driver.part('title')?.textContent.trim() === '20 achievements')
    expect(animations('toast')).toBe(1)
    expect(animations('medal')).toBeLessThan(10)
  })

  it('make their names into one text a few times only', async () => {
    const driver = await prepared()
    const list = vi.spyOn(Intl.ListFormat.prototype, 'format')
    for (let count = 0; count < 100; count += 1) driver.toasts.celebrate(moments.achievement)
    await eventually(() => driver.part('title')?.textContent.trim() === '100 achievements')
    expect(list.mock.calls.length).toBeLessThan(8)
  })
})

describe('focus mode', () => {
  it('does not render the toasts again and again', async () => {
    const driver = await prepared()
    driver.toasts.focusMode = true
    driver.toasts.celebrate(moments.boost)
    await driver.toasts.updateComplete
    const renders = countRenders(driver.toasts)
    for (let count = 0; count < 10; count += 1) await new Promise(requestAnimationFrame)
    expect(renders()).toBeLessThan(3)
  })
})

describe('the toasts beside one that is closed', () => {
  it('glide to their new places', async () => {
    const driver = await ToastsDriver.showing(moments.boost)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 2)
    const [streak, boost] = driver.cards
    await Promise.all(streak?.getAnimations().map(({ finished }) => finished) ?? [])
    const animate = vi.spyOn(streak as HTMLElement, 'animate')
    boost?.querySelector<HTMLElement>('.close')?.click()
    await eventually(() => animate.mock.calls.length > 0)
    const [keyframes] = animate.mock.calls[0] ?? []
    const [from, to] = (keyframes as { translate: string[] }).translate
    expect(Number.parseFloat(from?.split(' ')[1] ?? '')).toBeLessThan(-40)
    expect(to).toBe('0 0')
  })

  it('stay where they are when another toast comes', async () => {
    const driver = await ToastsDriver.showing(moments.boost)
    const [boost] = driver.cards
    await Promise.all(boost?.getAnimations().map(({ finished }) => finished) ?? [])
    const animate = vi.spyOn(boost as HTMLElement, 'animate')
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 2)
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    expect(animate).not.toHaveBeenCalled()
  })
})
