import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInbox, type Inbox } from '../../src/client/create-inbox.js'
import type { InboxElement } from '../../src/context/inbox-element.js'
import { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import { NotificationInbox } from '../../src/components/notification-inbox/notification-inbox.js'
import { NotificationPreferences } from '../../src/components/notification-preferences/notification-preferences.js'
import { NotificationProvider } from '../../src/components/notification-provider/notification-provider.js'
import '../../src/define.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { eventually } from '../support/eventually.js'

type Answer = (request: Request) => Response | Promise<Response> | undefined

const classes = {
  'gamification-toasts': GamificationToasts,
  'notification-bell': NotificationBell,
  'notification-inbox': NotificationInbox,
  'notification-preferences': NotificationPreferences,
  'notification-provider': NotificationProvider,
} as const
const tags = Object.entries(classes) as [string, typeof InboxElement][]

let server: FakeServer
let endpoint: string
let count = 0
let made: Inbox[]
/** What the member API was asked with, in order; `null` for a request without a token. */
let tokens: (string | null)[]

beforeEach(() => {
  server = new FakeServer()
  made = []
  tokens = []
  endpoint = `https://elements.example/${(count += 1)}`
})
afterEach(() => {
  for (const inbox of made) inbox.close()
  vi.restoreAllMocks()
})

/** Answers for the member API, and lets a test answer for the rest or before it. */
function answer(before: Answer = () => undefined): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const isOurs = request.url.startsWith(`${endpoint}/`)
    if (isOurs) tokens.push(request.headers.get('authorization')?.replace('Bearer ', '') ?? null)
    const first = await before(request)
    if (first) return first
    if (isOurs) return server.fetch(request)
    throw new TypeError(`nobody answers at ${request.url}`)
  })
}

const json = (value: unknown, status = 200) => Response.json(value, { status })
const newTag = () => `belfry-upgrade-${(count += 1)}`
const badge = (bell: Element) => bell.shadowRoot?.querySelector('[part=badge]')?.textContent.trim()

describe('properties that are set before the element is defined', () => {
  it.each(tags)('of <%s> apply once it is defined', async (_, Class) => {
    answer()
    const tag = newTag()
    const early = document.createElement(tag)
    const getToken = () => 'early'
    Object.assign(early, { endpoint, getToken, theme: 'dark', basePath: '/app' })
    document.body.append(early)

    customElements.define(tag, class extends Class {})

    await eventually(() => tokens.includes('early'))
    expect(tokens.every((token) => token === 'early')).toBe(true)
    expect(Object.keys(early)).not.toContain('getToken')
    expect(early.getAttribute('base-path')).toBe('/app')
    early.remove()
  })

  it('include an inbox, next to listeners', async () => {
    answer()
    server.addMany(2)
    const tag = newTag()
    const early = document.createElement(tag)
    const inbox = createInbox({ endpoint, getToken: () => 'own' })
    made.push(inbox)
    Object.assign(early, { inbox })
    const opened = vi.fn()
    early.addEventListener('inbox-open', opened)
    document.body.append(early)

    customElements.define(tag, class extends NotificationBell {})

    await eventually(() => badge(early) === '2')
    ;(early as NotificationBell).show()
    await eventually(() => opened.mock.calls.length > 0)
    early.remove()
  })
})

describe('an inbox of the page', () => {
  it('is started by the element that receives it, and survives the element', async () => {
    answer()
    server.addMany(3)
    const inbox = createInbox({ endpoint, getToken: () => 'own' })
    made.push(inbox)
    const bell = await fixture<NotificationBell>(
      html`<notification-bell
        endpoint="https://nowhere.example"
        .inbox=${inbox}
      ></notification-bell>`,
    )
    expect(bell.inbox).toBe(inbox)
    await eventually(() => badge(bell) === '3')
    bell.remove()
    expect(inbox.$status.get()).not.toBe('closed')
  })

  it('is given by a provider to every element inside', async () => {
    answer()
    server.addMany(1)
    const inbox = createInbox({ endpoint })
    made.push(inbox)
    const provider = await fixture<NotificationProvider>(
      html`<notification-provider .inbox=${inbox}
        ><notification-bell></notification-bell
      ></notification-provider>`,
    )
    const bell = provider.querySelector('notification-bell') as NotificationBell
    await eventually(() => badge(bell) === '1')
    expect(bell.inbox).toBe(inbox)
  })

  it('can be removed from an element', async () => {
    answer()
    server.addMany(1)
    const inbox = createInbox({ endpoint: 'https://nowhere.example' })
    made.push(inbox)
    const bell = await fixture<NotificationBell>(
      html`<notification-bell endpoint=${endpoint} .inbox=${inbox}></notification-bell>`,
    )
    bell.inbox = undefined
    await eventually(() => badge(bell) === '1')
    expect(bell.inbox).not.toBe(inbox)
  })
})

describe('token-url', () => {
  it.each(tags)('gives <%s> its token, and another one after a refusal', async (tag) => {
    const given = ['old', 'new']
    const refusal = new Response('{"code": "unauthorized"}', {
      status: 401,
      headers: { 'content-type': 'application/problem+json' },
    })
    answer((request) => {
      if (request.url.endsWith('/token')) return json({ token: given.shift() })
      if (request.headers.get('authorization') === 'Bearer old') return refusal
      return undefined
    })
    const element = document.createElement(tag)
    element.setAttribute('endpoint', endpoint)
    element.setAttribute('token-url', `/${(count += 1)}/token`)
    document.body.append(element)
    await eventually(() => tokens.at(-1) === 'new')
    expect(tokens[0]).toBe('old')
    expect(tokens).not.toContain(null)
    element.remove()
  })

  it('is requested once for all elements with the same value', async () => {
    let asked = 0
    answer((request) => {
      if (!request.url.endsWith('/token')) return undefined
      asked += 1
      return json({ token: 'shared' })
    })
    const url = `/${(count += 1)}/token`
    await fixture(
      html`<div>
        <notification-bell endpoint=${endpoint} token-url=${url}></notification-bell>
        <notification-inbox endpoint=${endpoint} token-url=${url}></notification-inbox>
      </div>`,
    )
    await eventually(() => server.streamCount > 0)
    expect(asked).toBe(1)
    expect(new Set(tokens)).toEqual(new Set(['shared']))
  })

  it('of another origin is not requested, and logs a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const elsewhere: string[] = []
    answer(({ url }) => {
      if (url.includes('elsewhere')) elsewhere.push(url)
      return undefined
    })
    const bell = await fixture<NotificationBell>(
      html`<notification-bell
        endpoint=${endpoint}
        token-url="https://elsewhere.example/token"
      ></notification-bell>`,
    )
    await eventually(() => bell.inbox?.$status.get() === 'unauthorized')
    await eventually(() => warn.mock.calls.some(([text]) => String(text).includes('`token-url`')))
    expect(elsewhere).toEqual([])
    expect(tokens).toEqual([])
  })

  it('with an answer without a token logs a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    answer(({ url }) => (url.endsWith('/token') ? new Response('<!doctype html>') : undefined))
    await fixture(
      html`<notification-bell endpoint=${endpoint} token-url="/html/token"></notification-bell>`,
    )
    await eventually(() => warn.mock.calls.some(([text]) => String(text).includes('{"token"')))
    expect(tokens).toEqual([])
  })

  it('is ignored in favour of getToken', async () => {
    answer()
    await fixture(
      html`<notification-bell
        endpoint=${endpoint}
        token-url="/never/token"
        .getToken=${() => 'function'}
      ></notification-bell>`,
    )
    await eventually(() => tokens.length > 0)
    expect(tokens[0]).toBe('function')
  })
})

describe('theme and density', () => {
  it('are properties that reflect to attributes', async () => {
    answer()
    const bell = await fixture<NotificationBell>(
      html`<notification-bell
        endpoint=${endpoint}
        theme="dark"
        density="compact"
      ></notification-bell>`,
    )
    expect([bell.theme, bell.density]).toEqual(['dark', 'compact'])
    bell.theme = 'light'
    bell.density = undefined
    await bell.updateComplete
    expect(bell.getAttribute('theme')).toBe('light')
    expect(bell.hasAttribute('density')).toBe(false)
  })
})
