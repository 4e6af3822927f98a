import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApi } from '../../src/client/requests/api.js'
import { createCelebrationClaims } from '../../src/client/tabs/celebration-claims.js'
import { createInbox } from '../../src/client/create-inbox.js'
import { createTransportFallback } from '../../src/client/connection/transport-fallback.js'
import { sendPreferences } from '../../src/client/preferences/preferences-request.js'
import { createTokenSource } from '../../src/client/requests/token-source.js'
import { thisTab, type TabEnvironment } from '../../src/client/tabs/tab-environment.js'
import type { CommandRequest } from '../../src/protocol/index.js'
import { StorageArea } from '../simulation/browser/fake-storage.js'

const endpoint = new URL('https://campus.example/')
const area = new StorageArea()
const tab: TabEnvironment = {
  ...thisTab,
  storage: () => area.view(tab),
  sessionStorage: () => area.view(tab),
  isVisible: () => true,
  hasFocus: () => true,
  locks: undefined,
  openChannel: () => undefined,
}

const bodies: unknown[] = []
const answering = (answer: string) => async (input: RequestInfo | URL, init?: RequestInit) => {
  bodies.push(JSON.parse(await new Request(input, init).text()))
  return new Response(answer, { headers: { 'content-type': 'application/json' } })
}

beforeEach(() => {
  bodies.length = 0
  // As prototype.js 1.6.1 defines it: the text of a list in the place of the list.
  Object.defineProperty(Array.prototype, 'toJSON', {
    value(this: readonly unknown[]) {
      return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`
    },
    writable: true,
    configurable: true,
  })
})
afterEach(() => {
  Reflect.deleteProperty(Array.prototype, 'toJSON')
})

it('the old library of these tests adds `toJSON` to arrays as in a page', () => {
  expect(JSON.stringify({ list: [1] })).toBe('{"list":"[1]"}')
})

it('commands are sent as a list despite an old library', async () => {
  const request: CommandRequest = {
    base: 'c1',
    commands: [{ id: 'a', type: 'seen', upTo: 'c1' }],
  }
  const tokens = createTokenSource(undefined)
  const api = createApi({ endpoint, tokens, fetch: answering('{}') })
  // The answer of the server does not matter here.
  await api.send(request).catch(() => undefined)
  expect(bodies).toEqual([request])
})

it('preferences are sent with their lists despite an old library', async () => {
  const { internals } = createInbox({ endpoint: endpoint.href, fetch: answering('{}') })
  const change = { mutes: [{ kind: 'course', id: 'c-1' }], quietHours: null } as const
  await sendPreferences(internals, change, tab)
  await sendPreferences(internals, { celebrations: { sound: true } }, tab)
  expect(bodies).toEqual([change, { celebrations: { sound: true } }])
})

it('a celebration claim reaches the next tab despite an old library', async () => {
  const { signal } = new AbortController()
  const claim = (keys: readonly string[]) =>
    createCelebrationClaims({ endpoint, inbox: 'ana', tab, signal }).claim(keys)
  expect(await claim(['a', 'b'])).toEqual(['a', 'b'])
  expect(await claim(['b', 'c'])).toEqual(['c'])
})

it('a tab remembers its working transport despite an old library', () => {
  const transports = ['sse', 'polling'].map((name) => ({ name, open: () => neverOpened() }))
  const fallback = createTransportFallback(transports, tab, endpoint)
  const failure = { isServerUp: true, isSilent: false }
  for (const each of [failure, failure]) fallback.recordFailure(each)
  expect(fallback.current.name).toBe('polling')
  expect(createTransportFallback(transports, tab, endpoint).current.name).toBe('polling')
})

function neverOpened(): never {
  throw new Error('not opened here')
}
