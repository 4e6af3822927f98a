import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import '../../src/define.js'
import type { InboxElement } from '../../src/context/inbox-element.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { eventually } from '../support/eventually.js'

const tags = [
  'gamification-toasts',
  'notification-bell',
  'notification-inbox',
  'notification-preferences',
  'notification-provider',
]
interface Asked {
  readonly headers: Headers
  readonly credentials: RequestCredentials | undefined
}

let server: FakeServer
let endpoint: string
let count = 0
let asked: Asked[]

beforeEach(() => {
  server = new FakeServer()
  server.add()
  asked = []
  endpoint = `https://credentials.example/${(count += 1)}`
  const mine = endpoint
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const request = new Request(input, init)
    if (!request.url.startsWith(`${mine}/`)) return Promise.reject(new TypeError('not here'))
    asked.push({ headers: request.headers, credentials: init?.credentials })
    return server.fetch(request)
  })
})
afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

/** An element with these attributes, once its inbox is connected. */
async function connect(tag: string, attributes: Record<string, string>): Promise<InboxElement> {
  const element = document.createElement(tag) as InboxElement
  element.getToken = () => 'secret'
  for (const [name, value] of Object.entries({ endpoint, ...attributes }))
    element.setAttribute(name, value)
  document.body.append(element)
  await eventually(() => element.inbox?.$status.get() === 'live')
  return element
}
const namesSent = () => new Set(asked.flatMap(({ headers }) => [...headers.keys()]))

describe.each(tags)('<%s>', (tag) => {
  it('sends its token in Authorization, and leaves cookies to the browser', async () => {
    await connect(tag, {})
    for (const { headers, credentials } of asked) {
      expect(headers.get('authorization')).toBe('Bearer secret')
      expect(credentials).toBeUndefined()
    }
  })

  it('with token-header sends its token in that header alone, also with commands', async () => {
    const { inbox } = await connect(tag, { 'token-header': 'X-Belfry-Token' })
    inbox?.markAllAsRead()
    await eventually(() => server.requests.length > 0)
    for (const { headers } of asked) expect(headers.get('x-belfry-token')).toBe('Bearer secret')
    expect(namesSent()).not.toContain('authorization')
  })

  it('with with-credentials sends cookies, also with commands', async () => {
    const { inbox } = await connect(tag, { 'with-credentials': '' })
    inbox?.markAllAsRead()
    await eventually(() => server.requests.length > 0)
    for (const { credentials } of asked) expect(credentials).toBe('include')
  })
})

describe('an attribute that changes', () => {
  it('applies to the next inbox, and does not change the shared one', async () => {
    const bell = await connect('notification-bell', { 'token-header': 'x-first' })
    const { inbox } = bell
    bell.setAttribute('token-header', 'x-second')
    bell.setAttribute('with-credentials', '')
    await bell.updateComplete
    expect(bell.inbox).toBe(inbox)
    inbox?.markAllAsRead()
    await eventually(() => server.requests.length > 0)
    expect(namesSent()).not.toContain('x-second')

    bell.setAttribute('member', 'ben')
    await eventually(() => bell.inbox !== inbox && bell.inbox?.$status.get() === 'live')
    expect(asked.at(-1)?.headers.get('x-second')).toBe('Bearer secret')
    expect(asked.at(-1)?.credentials).toBe('include')
  })

  it('means Authorization without cookies once it is removed', async () => {
    const bell = await connect('notification-bell', {
      'token-header': 'x-first',
      'with-credentials': '',
    })
    const before = bell.inbox
    bell.removeAttribute('token-header')
    bell.removeAttribute('with-credentials')
    bell.setAttribute('member', 'ben')
    await eventually(() => bell.inbox !== before && bell.inbox?.$status.get() === 'live')
    expect(asked.at(-1)?.headers.get('authorization')).toBe('Bearer secret')
    expect(asked.at(-1)?.credentials).toBeUndefined()
  })

  it('does not change the inbox that the first element of an endpoint has made', async () => {
    await connect('notification-bell', { 'token-header': 'x-first' })
    await connect('notification-inbox', { 'token-header': 'x-second' })
    expect(server.streamCount).toBe(1)
    expect(namesSent()).not.toContain('x-second')
  })
})
