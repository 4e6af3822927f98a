import { afterEach, expect, it, vi } from 'vitest'
import {
  transportsFor,
  type TransportName,
} from '../../../src/client/connection/named-transports.js'
import { sse } from '../../../src/transports/sse.js'

const namesOf = (wanted?: Parameters<typeof transportsFor>[0]) =>
  transportsFor(wanted, fetch).map(({ name }) => name)

afterEach(() => vi.unstubAllGlobals())

it('the transports are all of Belfry’s by default', () => {
  expect(namesOf()).toEqual(['sse', 'websocket', 'polling'])
  expect(namesOf([])).toEqual(['sse', 'websocket', 'polling'])
})

it('the transports can be names and objects of the host, in their order', () => {
  const own = { ...sse(), name: 'pigeon' }
  expect(namesOf(['polling', own])).toEqual(['polling', 'pigeon'])
})

it('an unknown name of a transport is reported as a mistake of the page, and skipped', () => {
  const reportError = vi.fn()
  vi.stubGlobal('reportError', reportError)
  expect(namesOf(['carrier' as TransportName, 'toString' as TransportName, 'sse'])).toEqual(['sse'])
  expect(reportError.mock.calls.flat().map(String)).toEqual([
    'RangeError: There is no transport called "carrier".',
    'RangeError: There is no transport called "toString".',
  ])
  expect(namesOf(['carrier' as TransportName])).toHaveLength(3)
})

it('a named transport is loaded when it is opened', async () => {
  const [polling] = transportsFor(['polling'], () => Promise.reject(new TypeError('cut off')))
  const frames = polling?.open({
    endpoint: new URL('https://bells.example/'),
    cursor: null,
    token: null,
    signal: new AbortController().signal,
  })
  await expect(frames?.[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    name: 'TransportError',
    code: 'network',
  })
})
