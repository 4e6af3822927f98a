import { expect, it } from 'vitest'
import { judgeFirst } from '../../../src/client/requests/first-failure.js'
import { createTokenSource } from '../../../src/client/requests/token-source.js'
import { TransportError } from '../../../src/transports/transport.js'

const problem = (status: number, code: string): Response =>
  new Response(JSON.stringify({ code, detail: 'exp: it has passed' }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })

let calls = 0
const session = createTokenSource(() => `token ${(calls += 1)}`)
const codeOf = async (failed: unknown): Promise<string | undefined> => {
  const error = await judgeFirst(failed, session)
  return error instanceof TransportError ? error.code : undefined
}

it('the first request has no failure if the state came', async () => {
  expect(await judgeFirst(undefined, session)).toBeUndefined()
})

it('a failure of the first request is reported', async () => {
  expect(await codeOf(new SyntaxError('no JSON'))).toBe('unexpected')
  expect(await codeOf(new Response('<html>', { status: 200 }))).toBe('unexpected')
  expect(await codeOf(new Response('<html>', { status: 401 }))).toBe('unexpected')
  expect(await codeOf(new Response('busy', { status: 503 }))).toBe('busy')
  expect(await codeOf(problem(403, 'forbidden'))).toBe('forbidden')
  const broken = new TypeError('Failed to fetch')
  expect(await judgeFirst(broken, session)).toBe(broken)
})

it('a token that the server refused is dropped, and one that a proxy refused is kept', async () => {
  const token = await session.token()
  await judgeFirst(new Response('<html>', { status: 401 }), session)
  expect(await session.token()).toBe(token)
  await judgeFirst(problem(401, 'unauthorized'), session)
  expect(await session.token()).not.toBe(token)
})
