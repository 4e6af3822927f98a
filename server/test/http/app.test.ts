import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  JWT_SECRET,
  KEYS,
  points,
  type ProblemBody,
  startTestServer,
  tokenFor,
} from '../support/server.js'
import { provideServer, server, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

describe('the HTTP server', () => {
  const kind = storeKinds().at(-1)

  provideServer(kind!, { allowedOrigins: ['https://school.example'] })

  const claims = { sub: 'ana', platform: 'school', role: 'member' }
  const authorized = async () => ({ authorization: `Bearer ${await tokenFor(claims)}` })
  const problemOf = async (response: Response) => {
    const problem = (await response.json()) as ProblemBody
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(problem.requestId).toBe(response.headers.get('x-request-id'))
    expect(problem.status).toBe(response.status)
    return problem
  }

  it('reports whether it is alive and whether it is ready', async () => {
    expect(await (await server.fetch('/healthz')).json()).toEqual({ status: 'ok' })
    expect(await (await server.fetch('/readyz')).json()).toEqual({ status: 'ready' })
  })

  it.each([
    ['/v1/nothing', 'GET', 404, 'not-found'],
    ['/', 'GET', 404, 'not-found'],
    ['/demo/token?member=student-1', 'GET', 404, 'not-found'],
    ['/v1/inbox', 'POST', 405, 'method-not-allowed'],
    ['/v1/events', 'GET', 405, 'method-not-allowed'],
    ['/v1/inbox', 'GET', 401, 'unauthorized'],
    ['/v1/inbox/stream', 'GET', 401, 'unauthorized'],
    ['/v1/events', 'POST', 401, 'unauthorized'],
  ])('answers %s %s with a problem', async (path, method, status, code) => {
    const response = await server.fetch(path, { method })
    const problem = await problemOf(response)
    expect([response.status, problem.code]).toEqual([status, code])
    if (status === 405) expect(response.headers.get('allow')).toMatch(/GET|POST/)
    if (status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  it('forbids caching and framing of responses', async () => {
    const { headers } = await server.fetch('/v1/inbox', { headers: await authorized() })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it.each([
    ['of another secret', () => tokenFor(claims, { secret: 'another secret, long enough too' })],
    ['without a platform', () => tokenFor({ sub: 'ana', role: 'member' })],
    ['with an unknown role', () => tokenFor({ ...claims, role: 'root' })],
    ['with a long name', () => tokenFor({ ...claims, sub: 'x'.repeat(129) })],
    ['with an invisible name', () => tokenFor({ ...claims, sub: 'a\0' })],
    [
      'that says it is not signed',
      async () => {
        const [, payload] = (await tokenFor(claims)).split('.')
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
      },
    ],
    ['that is none', () => Promise.resolve(JWT_SECRET.replaceAll(' ', '-'))],
  ])('refuses a token %s', async (_name, sign) => {
    const headers = { authorization: `Bearer ${await sign()}` }
    const response = await server.fetch('/v1/inbox', { headers })
    expect([response.status, (await problemOf(response)).code]).toEqual([401, 'unauthorized'])
  })

  it('answers an expired token with its own code', async () => {
    const headers = { authorization: `Bearer ${await tokenFor(claims, { expires: 1 })}` }
    const response = await server.fetch('/v1/inbox', { headers })
    expect([response.status, (await problemOf(response)).code]).toEqual([401, 'expired'])
  })

  it('refuses a token for a platform that does not exist', async () => {
    const token = await tokenFor({ ...claims, platform: 'nowhere' })
    const response = await server.fetch('/v1/inbox', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([response.status, (await problemOf(response)).code]).toEqual([403, 'forbidden'])
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1.5', 'limit'],
    ['filter=some', 'filter'],
    ['q=%00', 'q'],
    ['category=', 'category'],
    ['after=made-up', 'after'],
    ['after=abc.00000000000070008000000000000000.xxxxxxxxxxxxxxxxxxxxxx', 'after'],
  ])('refuses the page query ?%s and names the parameter', async (query, pointer) => {
    const response = await server.fetch(`/v1/inbox/page?${query}`, { headers: await authorized() })
    const problem = await problemOf(response)
    expect([response.status, problem.code, problem.errors?.[0]?.pointer]).toEqual([
      422,
      'invalid',
      pointer,
    ])
  })

  const id = '018f0000-0000-7000-8000-000000000000'
  const seen = { id, type: 'seen', upTo: 'x' }
  const withCommand = (command: object): object => ({ base: 'x', commands: [command] })
  const item = { id, notification: id, pos: 1 }
  it.each([
    ['that are not JSON', '{', 400, 'malformed', undefined],
    ['without a base', {}, 422, 'invalid', '/base'],
    ['that are none', { base: 'x', commands: [] }, 422, 'invalid', '/commands'],
    ['that are 51', { base: 'x', commands: Array(51).fill(seen) }, 422, 'invalid', '/commands'],
    ['with a long base', { base: 'x'.repeat(129), commands: [seen] }, 422, 'invalid', '/base'],
    ['whose id is no UUID', withCommand({ ...seen, id: 'no' }), 422, 'invalid', '/commands/0/id'],
    ['of no known type', withCommand({ id, type: 'fly' }), 422, 'invalid', '/commands/0/type'],
    [
      'with a negative place',
      withCommand({ ...item, type: 'read', pos: -1 }),
      422,
      'invalid',
      '/commands/0/pos',
    ],
    ['to undo nothing', withCommand({ id, type: 'undo' }), 422, 'invalid', '/commands/0/command'],
  ])('refuses commands %s', async (_name, body, status, code, pointer) => {
    const response = await server.fetch('/v1/inbox/commands', {
      method: 'POST',
      headers: { ...(await authorized()), 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const problem = await problemOf(response)
    expect([response.status, problem.code, problem.errors?.[0]?.pointer]).toEqual([
      status,
      code,
      pointer,
    ])
  })

  it('accepts cross-origin requests from the allowed origins only', async () => {
    const originFor = async (origin: string, method = 'GET') => {
      const response = await server.fetch('/healthz', { method, headers: { origin } })
      return response.headers.get('access-control-allow-origin')
    }
    expect(await originFor('https://school.example')).toBe('https://school.example')
    expect(await originFor('https://school.example', 'OPTIONS')).toBe('https://school.example')
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3000',
      'https://school.example.evil.example',
    ])
      expect(await originFor(origin)).toBeNull()
  })

  it('lets a page of an allowed origin read a stream', async () => {
    const response = await server.fetch('/v1/inbox/stream', {
      headers: { ...(await authorized()), origin: 'https://school.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://school.example')
    await response.body?.cancel()
  })

  it('limits the events of a key and the commands of a member, and sends a retry time', async () => {
    const limited = await startTestServer(store, {
      // The rate is so low that no token is added while the test runs.
      eventsPerSecond: 0.01,
      commandsPerSecond: 0.01,
    })
    await limited.post(Array.from({ length: 4 }, () => points('ana')))
    await expect(limited.post(points('ana'))).rejects.toThrow('too-many-requests')
    const ana = limited.as('ana')
    const { to } = await ana.inbox()
    const commands = Array.from({ length: 3 }, () => ({
      id: randomUUID(),
      type: 'read-all',
      upTo: to,
    }))
    await ana.commands(to, commands)
    const response = await limited.fetch('/v1/inbox/commands', {
      method: 'POST',
      headers: { ...ana.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ base: to, commands }),
    })
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(200)
    await limited.close()
  })

  it('refuses a key that was removed from the settings', async () => {
    const other = await startTestServer(store, {
      apiKeys: [{ platform: 'school', key: 'a-new-key-0123456789' }],
    })
    const status = async (key: string) =>
      (
        await other.fetch('/v1/events', {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: '[]',
        })
      ).status
    expect(await status('a-new-key-0123456789')).toBe(202)
    expect(await status(KEYS.school)).toBe(401)
    await other.close()
  })
})
