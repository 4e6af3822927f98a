import { once } from 'node:events'
import { request } from 'node:http'
import type { Snapshot } from 'belfry/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { KEYS, type ProblemBody, tokenFor } from '../support/server.js'
import { openSocket } from '../support/socket.js'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const SCHOOL = 'https://school.example'
const EVIL = 'https://evil.example'
const kind = storeKinds()[0]!
type Headers = Record<string, string>

const tokenOf = (member: string, role = 'member') =>
  tokenFor({ sub: member, platform: 'school', role })

describe('the cookie with a member’s token', () => {
  provideServer(kind, { tokenCookie: 'belfry', allowedOrigins: [SCHOOL] })
  let cookie: string
  beforeAll(async () => {
    cookie = `theme=dark; belfry=${await tokenOf('ana')}; other=1`
  })

  const read = (headers: Headers, path = '/v1/inbox') =>
    server.fetch(path, { headers: { cookie, ...headers } })
  const write = (headers: Headers, path = '/v1/inbox/preferences') =>
    server.send('PUT', path, {}, { cookie, ...headers })
  const inboxOf = async (headers: Headers) =>
    ((await (await server.fetch('/v1/inbox', { headers })).json()) as Snapshot).inbox

  it('authenticates its member', async () => {
    const own = await inboxOf({ authorization: `Bearer ${await tokenOf('ana')}` })
    expect(await inboxOf({ cookie, origin: server.url })).toBe(own)
  })

  it.each<[string, () => Headers]>([
    ['a page of the server’s own origin', () => ({ origin: server.url })],
    ['a page of an allowed origin', () => ({ origin: SCHOOL })],
    [
      'an own page behind a proxy that changes the host',
      () => ({
        origin: 'https://public.example',
        'sec-fetch-site': 'same-origin',
      }),
    ],
    ['an own page whose browser names no origin', () => ({ 'sec-fetch-site': 'same-origin' })],
  ])('is accepted from %s', async (_name, headers) => {
    expect((await read(headers())).status).toBe(200)
    expect((await write(headers())).status).toBe(200)
  })

  it('is accepted for a read without origin headers, as older browsers send it', async () => {
    expect((await read({})).status).toBe(200)
  })

  it.each<[string, Headers]>([
    ['a page of another origin', { origin: EVIL }],
    ['another origin of the same site', { origin: EVIL, 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null' }],
    ['an image of another site', { 'sec-fetch-site': 'cross-site' }],
    ['an image of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused from %s', async (_name, headers) => {
    for (const response of [await read(headers), await write(headers)]) {
      const { code, detail } = (await response.json()) as ProblemBody
      expect([response.status, code]).toEqual([403, 'forbidden'])
      expect(detail).toMatch(/cookie/)
    }
  })

  it('is refused for a write without origin headers', async () => {
    const response = await write({})
    expect(response.status).toBe(403)
    expect(((await response.json()) as ProblemBody).detail).toBe(
      'a cookie needs the header Origin or Sec-Fetch-Site',
    )
  })

  it('is verified like any token', async () => {
    const response = await read({ cookie: 'belfry=a.b.c', origin: server.url })
    expect(response.status).toBe(401)
  })

  it('is ignored if a header contains a token', async () => {
    const authorization = `Bearer ${await tokenOf('leo')}`
    expect(await inboxOf({ cookie, authorization, origin: EVIL })).toBe(
      await inboxOf({ authorization }),
    )
  })

  it('gives access to the settings from an administrator’s own page only', async () => {
    const admin = { cookie: `belfry=${await tokenOf('boss', 'admin')}` }
    const path = '/v1/admin/settings'
    expect((await write({ ...admin, origin: server.url }, path)).status).toBe(200)
    expect((await write({ ...admin, origin: EVIL }, path)).status).toBe(403)
    expect((await write(admin, path)).status).toBe(403)
    expect((await server.fetch(path)).status).toBe(401)
  })

  it('is allowed as a cross-origin credential for the configured origins only', async () => {
    const allowed = async (origin: string, method = 'GET') => {
      const { headers } = await server.fetch('/v1/inbox', { method, headers: { origin } })
      return [
        headers.get('access-control-allow-origin'),
        headers.get('access-control-allow-credentials'),
      ]
    }
    expect(await allowed(SCHOOL)).toEqual([SCHOOL, 'true'])
    expect(await allowed(SCHOOL, 'OPTIONS')).toEqual([SCHOOL, 'true'])
    for (const origin of [EVIL, 'null', '*']) expect(await allowed(origin)).toEqual([null, null])
  })

  it('is accepted on a socket of an own or allowed page that sends no token', async () => {
    for (const origin of [server.url, SCHOOL]) {
      const socket = await openSocket(server.url, { cookie, origin })
      socket.send({ type: 'auth', token: null, cursor: null })
      const { inbox } = await socket.until('snapshot')
      expect(inbox).toBe(await inboxOf({ cookie }))
      socket.close()
    }
  })

  it('is refused on a socket without origin headers or of a foreign page', async () => {
    const socket = await openSocket(server.url, { cookie })
    const closed = once(socket.socket, 'close') as Promise<[number, Buffer]>
    socket.send({ type: 'auth', token: null, cursor: null })
    const [code, reason] = await closed
    expect([code, reason.toString()]).toEqual([
      4403,
      'a cookie needs the header Origin or Sec-Fetch-Site',
    ])
    await expect(openSocket(server.url, { cookie, origin: EVIL })).rejects.toThrow('403')
  })
})

describe('in the demo, a cookie', () => {
  provideServer(kind, { tokenCookie: 'belfry', demo: true })

  it('is refused from this machine’s other pages and from files, which may send requests without it', async () => {
    for (const origin of ['null', 'http://localhost:1']) {
      const { headers, status } = await server.fetch('/v1/inbox', {
        headers: { origin, cookie: 'belfry=a.b.c' },
      })
      expect(status).toBe(403)
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
  })
})

describe('without the setting, a cookie', () => {
  provideServer(kind)

  it('is ignored', async () => {
    const headers = { cookie: `belfry=${await tokenOf('ana')}`, origin: server.url }
    expect((await server.fetch('/v1/inbox', { headers })).status).toBe(401)
  })
})

describe('the header X-Belfry-Token', () => {
  provideServer(kind)
  const basic = `Basic ${Buffer.from('visitor:secret').toString('base64')}`

  it.each(['Bearer ', ''])(
    'may contain the token (after %j) next to the password of a proxy',
    async (word) => {
      const token = word + (await tokenOf('ana'))
      for (const authorization of [basic, 'Bearer of-another-system'])
        expect(
          (await server.fetch('/v1/inbox', { headers: { authorization, 'x-belfry-token': token } }))
            .status,
        ).toBe(200)
    },
  )

  it('may contain an administrator’s token, while an API key has its own header', async () => {
    const token = await tokenOf('boss', 'admin')
    const ask = (headers: Headers) =>
      server.send('PUT', '/v1/admin/settings', {}, { authorization: basic, ...headers })
    expect((await ask({ 'x-belfry-token': token })).status).toBe(200)
    expect((await ask({ 'x-api-key': KEYS.school })).status).toBe(200)
    expect((await ask({})).status).toBe(401)
  })

  it('opens a stream', async () => {
    const stream = request(`${server.url}/v1/inbox/stream`, {
      headers: { authorization: basic, 'x-belfry-token': await tokenOf('ana') },
    }).end()
    const [response] = (await once(stream, 'response')) as [{ statusCode: number }]
    expect(response.statusCode).toBe(200)
    stream.destroy()
  })
})
