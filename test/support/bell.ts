import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import '../../src/define.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { settle } from '../../src/testing/settle.js'
import { answerFrom } from './answer-from.js'
import { eventually } from './eventually.js'

export { eventually }

/** The server of the running test. */
export let server: FakeServer
/** Its address. */
export let endpoint: string
let servers = 0

/** Gives every test of a file a server of its own. */
export function serveEachTest(): void {
  beforeEach(() => {
    server = new FakeServer()
    // The page shares an inbox by its endpoint: each test has one of its own.
    endpoint = `https://bells.example/${(servers += 1)}`
    answerFrom(server, endpoint)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    document.documentElement.removeAttribute('lang')
    document.documentElement.removeAttribute('dir')
  })
}

export const within = (bell: Element, css: string) =>
  bell.shadowRoot?.querySelector<HTMLElement>(css) ?? null
export const all = (bell: Element, css: string) => [
  ...(bell.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? []),
]
export const button = (bell: Element) => within(bell, '[part=button]') as HTMLButtonElement
export const badge = (bell: Element) => within(bell, '[part=badge]')?.textContent.trim()
export const panel = (bell: Element) => within(bell, '[role=dialog]') as HTMLElement
export const isOpen = (bell: Element) => panel(bell).matches(':popover-open')
export const rows = (bell: Element) => all(bell, '[part=row]')
export const titles = (bell: Element) => all(bell, '[part=title]').map((e) => e.textContent)
export const focused = (bell: Element) => bell.shadowRoot?.activeElement

/** A bell that has its state and its stream. */
export async function connected(member = 'ana'): Promise<NotificationBell> {
  const bell = await fixture<NotificationBell>(
    html`<notification-bell endpoint=${endpoint} member=${member}></notification-bell>`,
  )
  await eventually(() => server.streamCount > 0)
  await bell.updateComplete
  return bell
}

/** Whether the keys of its panel have come, and what keeps the focus: their styles come with them. */
export const hasTools = ({ shadowRoot }: Element): boolean =>
  shadowRoot?.adoptedStyleSheets.some(({ cssRules }) =>
    [...cssRules].some(({ cssText }) => cssText.startsWith('.outcome')),
  ) ?? false

/** A bell whose panel is open and shows what it has. */
export async function opened(): Promise<NotificationBell> {
  const bell = await connected()
  button(bell).click()
  await eventually(() => bell.open && within(bell, '[part=heading]') === focused(bell))
  await eventually(() => within(bell, '[part=list], .notice') !== null)
  await eventually(() => hasTools(bell))
  return bell
}

/** Passes when axe finds nothing to object to in what stands still. */
export async function expectAccessible(bell: Element): Promise<void> {
  await settle(bell)
  await expect(bell).to.be.accessible()
}

/** Clicks a row's link. The default action would leave the test's page. */
export function choose(bell: Element, row: number, init: MouseEventInit = {}): Event {
  const click = new MouseEvent('click', {
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  })
  const stay = (event: Event) => event.preventDefault()
  document.addEventListener('click', stay, { once: true })
  rows(bell)[row]?.querySelector('.link')?.dispatchEvent(click)
  return click
}
