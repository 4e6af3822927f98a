import { afterEach, beforeEach, vi } from 'vitest'
import { FakeServer } from '../../src/testing/fake-server.js'
import { answerFrom } from './answer-from.js'

/** The server of the running test. */
export let server: FakeServer
/** The address of {@link server}, for the `endpoint` of an element. */
export let endpoint: string
let servers = 0

/** Gives every test of a file a server of its own, and resets the clock and the page afterwards. */
export function serveEachTest(): void {
  beforeEach(() => {
    server = new FakeServer()
    // Elements of one page share an inbox by its endpoint, so each test has another endpoint.
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

/** The addresses that the page has asked for so far, of those whose path ends with `path`. */
export const requestsTo = (path: string): URL[] =>
  vi
    .mocked(fetch)
    .mock.calls.map(([input]) => new URL(new Request(input).url))
    .filter(({ pathname }) => pathname.endsWith(path))
