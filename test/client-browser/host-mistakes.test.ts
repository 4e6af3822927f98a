import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import type * as Client from '../../src/client/create-inbox.js'
import { FakeServer, problemResponse } from '../../src/testing/fake-server.js'

let server: FakeServer
let warn: MockInstance<typeof console.warn>
let inbox: Client.Inbox | undefined

/** Opens an inbox with fresh modules: warnings are logged once for each page. */
async function open(options: Partial<Client.InboxOptions>): Promise<Client.Inbox> {
  const { createInbox } = await import('../../src/client/create-inbox.js')
  const all = { endpoint: 'https://bells.example', fetch: server.fetch, ...options }
  inbox = createInbox({ transports: ['sse'], ...all })
  inbox.start()
  return inbox
}
const warnings = () => warn.mock.calls.map(([text]) => String(text))
const expectWarning = (text: string) =>
  expect.poll(warnings, { timeout: 15_000 }).toContainEqual(expect.stringContaining(text))

beforeEach(() => {
  vi.resetModules()
  server = new FakeServer()
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  inbox?.close()
  inbox = undefined
  vi.restoreAllMocks()
})

describe('a server', () => {
  it('that is no Belfry server is reported once', async () => {
    const page = (): Promise<Response> =>
      Promise.resolve(new Response('<h1>', { headers: { 'content-type': 'text/html' } }))
    await open({ fetch: page })
    await expectWarning('is not a Belfry server')
    expect(warnings()).toHaveLength(1)
  })

  it('that does not allow the origin of the page is reported once, and then asked slowly', async () => {
    const asked: (string | undefined)[] = []
    await open({
      fetch: (_input, init) => {
        asked.push(init?.mode)
        return init?.mode === 'no-cors'
          ? Promise.resolve(new Response())
          : Promise.reject(new TypeError('Failed to fetch'))
      },
    })
    await expectWarning('does not allow requests from this page’s origin')
    expect(warnings()).toHaveLength(1)
    expect(asked).toEqual([undefined, 'no-cors', undefined])
  })

  it('that is out of reach is not reported', async () => {
    let failures = 0
    await open({
      fetch: (input, init) => {
        if (init?.mode !== 'no-cors') failures += 1
        return failures < 4 || init?.mode === 'no-cors'
          ? Promise.reject(new TypeError('Failed to fetch'))
          : server.fetch(input, init)
      },
    })
    await expect.poll(() => inbox?.$status.get(), { timeout: 8_000 }).toBe('live')
    expect(warnings()).toEqual([])
  })

  it('that refuses the token is reported with the claim that it names, and never with the token', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo'
    const refusal = async (): Promise<Response> => {
      const body = (await problemResponse(401).json()) as object
      return Response.json(
        { ...body, detail: `claim exp is in milliseconds (${token})` },
        { status: 401, headers: { 'content-type': 'application/problem+json' } },
      )
    }
    await open({ fetch: refusal, getToken: () => token })
    await expectWarning('claim exp is in milliseconds')
    expect(warnings()).toHaveLength(1)
    expect(warnings().join()).not.toContain('eyJ')
  })
})

describe('an element', () => {
  it('without an endpoint or a provider is reported once', async () => {
    await import('../../src/define.js')
    await fixture(html`<notification-bell></notification-bell>`)
    await expectWarning('neither an `endpoint` attribute')
    expect(warnings()).toHaveLength(1)
  })
})
