import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type {} from '../../src/components/notification-panel/row/notification-row.events.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { answerFrom } from '../support/answer-from.js'
import { eventually } from '../support/eventually.js'

let server: FakeServer
let endpoint: string
let servers = 0
/** The page's mistakes: what it writes to the console, and what it throws or rejects outside of a call. */
let complaints: unknown[]
let ending: AbortController

const textOf = (element: Element | null | undefined): string => element?.textContent ?? ''
const within = (element: Element, css: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(css)
const all = (element: Element, css: string) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? []),
]
/** All that a bell does beyond counting. */
const everythingOn = { 'title-count': '', 'favicon-badge': '', 'app-badge': '', sound: '' }

/** Puts an element of Belfry's on the page and waits until it is drawn. */
async function mount<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries({ endpoint, ...attributes }))
    element.setAttribute(name, value)
  document.body.append(element)
  if ('updateComplete' in element) await element.updateComplete
  return element
}

function watch(): void {
  complaints = []
  ending = new AbortController()
  for (const level of ['error', 'warn'] as const)
    vi.spyOn(console, level).mockImplementation((...told: unknown[]) => {
      // Vitest takes the dependencies' development builds.
      if (!String(told[0]).startsWith('Lit is in dev mode')) complaints.push(told)
    })
  const { signal } = ending
  window.addEventListener('error', ({ message }) => complaints.push(message), { signal })
  process.on('unhandledRejection', note)
  signal.addEventListener('abort', () => void process.off('unhandledRejection', note))
}

const note = (reason: unknown): void =>
  void complaints.push(reason instanceof Error ? reason.stack : reason)

/** Lets what was begun come to its end: rejections are reported one task after they happen. */
const turn = () => new Promise((resolve) => void setImmediate(resolve))

/** The tests that every environment for pages without a browser has to pass. */
export function mountsQuietly(): void {
  // The first import waits for every source file to be transformed.
  beforeAll(() => import('../../src/define.js'), 60_000)
  beforeEach(() => {
    server = new FakeServer()
    server.preferences = {}
    endpoint = `https://environments.example/${(servers += 1)}`
    answerFrom(server, endpoint)
    watch()
  })
  afterEach(async () => {
    document.body.replaceChildren()
    await turn()
    ending.abort()
    vi.restoreAllMocks()
    expect(complaints).toEqual([])
  })

  it('a bell counts, draws its list, and fires an event for a click', async () => {
    server.addMany(3)
    const bell = await mount('notification-bell', everythingOn)
    await eventually(() => textOf(within(bell, '[part=badge]')).trim() === '3')
    bell.open = true
    await eventually(() => all(bell, '[part=row]').length === 3)
    expect(textOf(within(bell, '[part=title]'))).toBe('New lesson available')
    const chosen: string[] = []
    bell.addEventListener('notification-click', (event) => {
      event.preventDefault()
      chosen.push(event.notification.title)
    })
    within(bell, '[part~=link]')?.click()
    expect(chosen).toEqual(['New lesson available'])
    bell.open = false
    await bell.updateComplete
  })

  it('an inbox has its search, filters and keys', async () => {
    server.addMany(2)
    const inbox = await mount('notification-inbox')
    await eventually(() => all(inbox, '[part=row]').length === 2)
    for (const filter of all(inbox, '[part=filter]')) filter.click()
    for (const key of ['j', 'Home', '/', '?', 'e'])
      within(inbox, '.frame')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await eventually(() => within(inbox, '[part=search-field]'))
    await eventually(() => within(inbox, '[part=help]'))
  })

  it('the preferences are drawn', async () => {
    const preferences = await mount('notification-preferences')
    await eventually(() => within(preferences, '[part=channels]'))
    within(preferences, '[part=switch]')?.click()
    await eventually(() => server.changes.length > 0)
  })

  it('toasts show each kind, and close it', async () => {
    const toasts = await mount('gamification-toasts', { confetti: 'on', sound: 'on' })
    const types = ['points.earned', 'boost.earned', 'streak.reached', 'achievement.unlocked']
    for (const type of types) {
      toasts.celebrate({ type, title: type, message: 'Well done', data: { days: 7, amount: 5 } })
      await eventually(() => all(toasts, '[part=toast]').length === 1)
      await eventually(() => within(toasts, '[part=close]'))
      within(toasts, '[part=close]')?.click()
      await eventually(() => all(toasts, '[part=toast]').length === 0)
    }
  })

  it('a provider gives its inbox to its descendants', async () => {
    server.addMany(2)
    const provider = await mount('notification-provider')
    const bell = document.createElement('notification-bell')
    provider.append(bell)
    await eventually(() => textOf(within(bell, '[part=badge]')).trim() === '2')
    provider.remove()
  })
}
