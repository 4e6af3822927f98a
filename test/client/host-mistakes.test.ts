import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import type { GetToken } from '../../src/client/requests/token-source.js'
import { loadClient } from '../support/world/load-client.js'
import { World } from '../support/world/world.js'

let warn: MockInstance<typeof console.warn>

beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  warn.mockRestore()
})

const warnings = (): string[] => warn.mock.calls.map(([text]) => String(text))

const mistakes: readonly (readonly [string, () => unknown, string])[] = [
  ['throws', () => Promise.reject(new Error('no session')), 'no session'],
  ['answers undefined', () => undefined, 'undefined'],
  ['answers an object', () => ({ token: 'secret' }), 'object'],
  ['answers a number', () => 7, 'number'],
  ['never settles', () => new Promise(() => undefined), 'did not settle'],
]

describe('a `getToken`', () => {
  it.for(mistakes)(
    'that %s causes one warning, and is called less and less often',
    async ([, answer, detail]) => {
      // A page warns of each mistake once, so each case needs a client that has not warned yet.
      await using world = new World({ client: await loadClient() })
      world.site.tokens = new Set(['first'])
      const getToken = vi.fn(answer)
      const page = await world.addDevice().openPage({ getToken: getToken as unknown as GetToken })
      await world.advance(90_000)
      expect(warnings()).toHaveLength(1)
      expect(warnings()[0]).toContain('`getToken` returned no token')
      expect(warnings()[0]).toContain(detail)
      expect(warnings()[0]).not.toContain('secret')
      expect(getToken.mock.calls.length).toBeLessThanOrEqual(35)
      const { length } = getToken.mock.calls
      await world.advance(3_600_000)
      expect(getToken.mock.calls.length - length).toBeLessThan(300)
      expect(page.status).toBe('offline')
      await page.act((inbox) => inbox.useToken(() => 'first'))
      await world.until(() => world.isRight(page) && page.status === 'live', 3_000)
      await world.end()
    },
  )
})
