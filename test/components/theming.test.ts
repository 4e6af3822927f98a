import { afterEach, describe, expect, it } from 'vitest'
import { cdp, server as runner } from 'vitest/browser'
import theming from '../../docs/how-to/theming.md?raw'
import { BellDriver } from '../support/bell-driver.js'
import { serveEachTest, server } from '../support/test-server.js'
import { contrastOf, drawings, words, type Rgb } from '../support/contrast.js'
import { bootstrap, tailwind } from '../support/host-themes.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

serveEachTest()

const root = document.documentElement

afterEach(() => {
  document.adoptedStyleSheets = []
  root.removeAttribute('data-bs-theme')
  root.removeAttribute('class')
  root.style.removeProperty('color-scheme')
})

/** Gives the page a framework's custom properties, and the recipe of the docs that maps them. */
function use(name: string, framework = ''): void {
  const [, recipe] = new RegExp(`^\`\`\`css ${name}\n([^]*?)^\`\`\`$`, 'm').exec(theming) ?? []
  expect(recipe, `there is a recipe for ${name}`).toBeDefined()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(framework + (recipe ?? ''))
  document.adoptedStyleSheets = [sheet]
}

/** The colour of a token as red, green and blue, in whatever notation it is written. */
function painted(token: string): Rgb {
  const probe = document.createElement('i')
  probe.style.color = `var(--belfry-${token}, transparent)`
  document.body.append(probe)
  const context = document.createElement('canvas').getContext('2d')
  if (!context) throw new Error('this browser draws nothing')
  context.fillStyle = getComputedStyle(probe).color
  context.fillRect(0, 0, 1, 1)
  probe.remove()
  const [red = 0, green = 0, blue = 0, alpha] = context.getImageData(0, 0, 1, 1).data
  expect(alpha, `${token} is set`).toBe(255)
  return [red, green, blue]
}

/** The pairs of tokens whose contrast is below `least`, each with its ratio. */
const tooFaint = (pairs: readonly [string, string][], least: number): string[] =>
  pairs.flatMap(([one, other]) => {
    const ratio = contrastOf(painted(one), painted(other))
    return ratio < least ? [`${one} on ${other}: ${ratio.toFixed(2)}`] : []
  })

describe.each<[string, string, () => void]>([
  ['Bootstrap', 'light', () => use('bootstrap', bootstrap)],
  [
    'Bootstrap',
    'dark',
    () => {
      use('bootstrap', bootstrap)
      root.setAttribute('data-bs-theme', 'dark')
    },
  ],
  ['Tailwind CSS', 'light', () => use('tailwind', tailwind)],
  [
    'Tailwind CSS',
    'dark',
    () => {
      use('tailwind', tailwind)
      root.className = 'dark'
    },
  ],
  ['a dark platform', 'dark', () => use('dark')],
])('the recipe for %s, %s,', (_, scheme, apply) => {
  it('has enough contrast, and sets the colours of the panel', async () => {
    apply()
    expect(tooFaint(words, 4.5)).toEqual([])
    expect(tooFaint(drawings, 3)).toEqual([])
    server.add()
    const driver = await BellDriver.open()
    const probe = document.createElement('i')
    probe.style.backgroundColor = 'var(--belfry-raised)'
    driver.bell.before(probe)
    expect(getComputedStyle(driver.panel).backgroundColor).toBe(
      getComputedStyle(probe).backgroundColor,
    )
    expect(getComputedStyle(driver.bell).colorScheme.includes('dark')).toBe(scheme === 'dark')
  })
})

describe('the theme', () => {
  it.each<[string, () => Promise<Element>]>([
    ['a bell', async () => (await BellDriver.connect()).bell],
    ['toasts', async () => (await ToastsDriver.showing(moments.points)).toasts],
  ])('of %s is the page’s colour scheme, or the one of the theme attribute', async (_, make) => {
    root.style.colorScheme = 'dark'
    const element = await make()
    const schemes = ['', 'auto', 'light', 'dark'].map((theme) => {
      element.setAttribute('theme', theme)
      return getComputedStyle(element).colorScheme
    })
    expect(schemes).toEqual(['dark', 'dark', 'light', 'dark'])
  })
})

describe('the density "compact"', () => {
  it('gives a row less height, and one line of its message', async () => {
    server.add({ content: { type: 'points.earned', title: 'Title', message: 'word '.repeat(80) } })
    const driver = await BellDriver.open()
    const height = (part: string): number => driver.part(part)?.offsetHeight ?? 0
    const [row, message] = [height('row'), height('message')]
    driver.bell.setAttribute('density', 'compact')
    expect(height('row')).toBeLessThanOrEqual(row - 10)
    expect([message, height('message')]).toEqual([36, 18])
  })
})

// Only Chromium can emulate `prefers-contrast`.
if (runner.browser === 'chromium')
  describe('a wish for more contrast', () => {
    const ask = (value: 'more' | 'no-preference') =>
      cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-contrast', value }] })
    afterEach(() => ask('no-preference'))

    it('makes secondary text and hairlines as strong as text', async () => {
      server.add()
      const driver = await BellDriver.open()
      const { color } = getComputedStyle(driver.panel)
      const time = driver.part('time') as HTMLElement
      expect(getComputedStyle(time).color).not.toBe(color)
      await ask('more')
      expect(getComputedStyle(time).color).toBe(color)
      expect(getComputedStyle(driver.panel).borderTopColor).toBe(color)
    })
  })
