import { afterEach, describe, expect, it } from 'vitest'
import { cdp, server as runner } from 'vitest/browser'
import theming from '../../docs/how-to/theming.md?raw'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import { connected, opened, panel, serveEachTest, server, within } from '../support/bell.js'
import { contrastOf, drawings, words, type Rgb } from '../support/contrast.js'
import { bootstrap, tailwind } from '../support/host-themes.js'
import { moments, showing } from '../support/toasts.js'

serveEachTest()

const root = document.documentElement

afterEach(() => {
  document.adoptedStyleSheets = []
  root.removeAttribute('data-bs-theme')
  root.removeAttribute('class')
  root.style.removeProperty('color-scheme')
})

/** Gives the page a framework's custom properties, and the recipe that maps them. */
function use(name: string, framework = ''): void {
  const [, recipe] = new RegExp(`^\`\`\`css ${name}\n([^]*?)^\`\`\`$`, 'm').exec(theming) ?? []
  expect(recipe, `there is a recipe for ${name}`).toBeDefined()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(framework + (recipe ?? ''))
  document.adoptedStyleSheets = [sheet]
}

/** What a token paints, in whatever way it is written. */
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
  it('can be read, and is what the panel shows', async () => {
    apply()
    expect(tooFaint(words, 4.5)).toEqual([])
    expect(tooFaint(drawings, 3)).toEqual([])
    server.add()
    const bell = await opened()
    const probe = document.createElement('i')
    probe.style.backgroundColor = 'var(--belfry-raised)'
    bell.before(probe)
    expect(getComputedStyle(panel(bell)).backgroundColor).toBe(
      getComputedStyle(probe).backgroundColor,
    )
    expect(getComputedStyle(bell).colorScheme.includes('dark')).toBe(scheme === 'dark')
  })
})

describe('theme', () => {
  it.each<[string, () => Promise<Element>]>([
    ['a bell', connected],
    ['toasts', () => showing(moments.points)],
  ])('of %s is the page’s, or its own', async (_, make) => {
    root.style.colorScheme = 'dark'
    const element = await make()
    const schemes = ['', 'auto', 'light', 'dark'].map((theme) => {
      element.setAttribute('theme', theme)
      return getComputedStyle(element).colorScheme
    })
    expect(schemes).toEqual(['dark', 'dark', 'light', 'dark'])
  })
})

describe('density', () => {
  it('compact shows a row in less room, with one line of its message', async () => {
    server.add({ content: { type: 'points.earned', title: 'Title', message: 'word '.repeat(80) } })
    const bell = await opened()
    const height = (part: string): number => within(bell, `[part=${part}]`)?.offsetHeight ?? 0
    const [row, message] = [height('row'), height('message')]
    bell.setAttribute('density', 'compact')
    expect(height('row')).toBeLessThanOrEqual(row - 10)
    expect([message, height('message')]).toEqual([36, 18])
  })
})

// Others cannot be told to ask for more contrast.
if (runner.browser === 'chromium')
  describe('more contrast', () => {
    const ask = (value: 'more' | 'no-preference') =>
      cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-contrast', value }] })
    afterEach(() => ask('no-preference'))

    it('makes quiet text and hairlines as strong as text', async () => {
      server.add()
      const bell: NotificationBell = await opened()
      const { color } = getComputedStyle(panel(bell))
      const time = within(bell, '[part=time]') as HTMLElement
      expect(getComputedStyle(time).color).not.toBe(color)
      await ask('more')
      expect(getComputedStyle(time).color).toBe(color)
      expect(getComputedStyle(panel(bell)).borderTopColor).toBe(color)
    })
  })
