import { once } from 'node:events'
import { SignJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { JWT_SECRET, type ProblemBody, tokenFor } from '../support/server.js'
import { openSocket } from '../support/socket.js'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const claims = { sub: 'ana', platform: 'school', role: 'member' }
const nowSeconds = () => Math.floor(Date.now() / 1000)
const key = new TextEncoder().encode(JWT_SECRET)

/** Signs any claims, including those that the library's setters refuse. */
const sign = (payload: object, alg = 'HS256'): Promise<string> =>
  new SignJWT({ exp: nowSeconds() + 3600, ...payload }).setProtectedHeader({ alg }).sign(key)

describe('a member’s token', () => {
  provideServer(storeKinds()[0]!)

  const ask = (token: string, path = '/v1/inbox') =>
    server.fetch(path, { headers: { authorization: `Bearer ${token}` } })
  const refusalOf = async (token: string) => {
    const response = await ask(token)
    const { code, detail } = (await response.json()) as ProblemBody
    return { status: response.status, code, detail }
  }

  it.each([
    ['not valid before one second from now', () => ({ nbf: nowSeconds() + 1 })],
    ['not valid before 50 seconds from now', () => ({ nbf: nowSeconds() + 50 })],
    ['expired since 50 seconds', () => ({ exp: nowSeconds() - 50 })],
    ['without a role', () => ({ role: undefined })],
    ['whose role is null', () => ({ role: null })],
    ['with a number for the member', () => ({ sub: 42 })],
    ['issued in the future', () => ({ iat: nowSeconds() + 50 })],
  ])('is accepted: %s', async (_name, change) => {
    expect((await ask(await sign({ ...claims, ...change() }))).status).toBe(200)
  })

  it('identifies the same member by a number and by its text', async () => {
    const inboxOf = async (sub: unknown) =>
      ((await (await ask(await sign({ ...claims, sub }))).json()) as { inbox: string }).inbox
    expect(await inboxOf(42)).toBe(await inboxOf('42'))
    expect(await inboxOf(42)).not.toBe(await inboxOf('43'))
  })

  it('without a role may not change settings', async () => {
    const token = await sign({ ...claims, role: undefined })
    expect((await ask(token, '/v1/admin/settings')).status).toBe(403)
  })

  it.each<[string, () => Record<string, unknown>, RegExp]>([
    ['no member', () => ({ sub: undefined }), /^the claim "sub" is missing$/],
    ['an empty member', () => ({ sub: '' }), /^the claim "sub" must not be empty$/],
    ['a broken number', () => ({ sub: 1.5 }), /^the claim "sub" must be a text or a whole number$/],
    ['a list of members', () => ({ sub: ['a'] }), /^the claim "sub" must be a text or a whole/],
    ['half a character', () => ({ sub: 'a\ud800' }), /^the claim "sub" must not hold half a char/],
    ['no platform', () => ({ platform: undefined }), /^the claim "platform" is missing$/],
    ['an unknown role', () => ({ role: 'student' }), /^the claim "role" must be "member", "tea/],
    ['no end', () => ({ exp: undefined }), /^the claim "exp" is missing$/],
    [
      'an end in milliseconds',
      () => ({ exp: Date.now() + 3_600_000 }),
      /^the claim "exp" must be in seconds since 1970, not in milliseconds$/,
    ],
    [
      'an end as text',
      () => ({ exp: '2030-01-01' }),
      /^the claim "exp" must be a number of seconds since 1970$/,
    ],
    [
      'a beginning as text',
      () => ({ nbf: '2020-01-01' }),
      /^the claim "nbf" must be a number of seconds since 1970$/,
    ],
    [
      'a beginning in five minutes',
      () => ({ nbf: nowSeconds() + 300 }),
      /^the claim "nbf" is (299|300) s \(more than 60\) ahead of this server's clock$/,
    ],
  ])('with %s is refused with the name of the claim', async (_name, change, detail) => {
    const refusal = await refusalOf(await sign({ ...claims, ...change() }))
    expect(refusal).toMatchObject({ status: 401, code: 'unauthorized' })
    expect(refusal.detail).toMatch(detail)
  })

  it('that expired two minutes ago is refused with the time since its expiry', async () => {
    const refusal = await refusalOf(await sign({ ...claims, exp: nowSeconds() - 120 }))
    expect(refusal).toMatchObject({ status: 401, code: 'expired' })
    expect(refusal.detail).toMatch(
      /^the claim "exp" is 12[01] s \(more than 60\) behind this server's clock$/,
    )
  })

  it('with another algorithm is refused with the name of the accepted one', async () => {
    expect(await refusalOf(await sign(claims, 'HS512'))).toEqual({
      status: 401,
      code: 'unauthorized',
      detail: 'the token must be signed with HS256',
    })
  })

  it.each([
    [
      'of another secret',
      () => tokenFor({ sub: 7 }, { secret: 'another secret, long enough too' }),
    ],
    [
      'of another secret that expired',
      () => tokenFor(claims, { secret: 'x'.repeat(40), expires: 1 }),
    ],
    ['that is none', () => Promise.resolve('a.b.c')],
  ])('%s is refused without details of its claims', async (_name, forge) => {
    expect(await refusalOf(await forge())).toEqual({ status: 401, code: 'unauthorized' })
  })

  it('on a socket is refused with the same detail as close reason', async () => {
    const socket = await openSocket(server.url)
    const closed = once(socket.socket, 'close') as Promise<[number, Buffer]>
    socket.send({ type: 'auth', token: await sign({ ...claims, role: 'student' }), cursor: null })
    const [code, reason] = await closed
    expect(code).toBe(4401)
    expect(reason.toString()).toMatch(/^the claim "role" must be "member"/)
  })

  describe('in the log', () => {
    afterEach(() => void vi.restoreAllMocks())

    it('is never written, whatever is wrong with it', async () => {
      const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
      const tokens = [
        await sign({ ...claims, role: 'student' }),
        await sign(claims, 'HS512'),
        await sign({ ...claims, exp: 'soon' }),
        'a.b.c',
      ]
      for (const token of tokens) {
        expect((await ask(token)).status).toBe(401)
        const socket = await openSocket(server.url)
        socket.send({ type: 'auth', token, cursor: null })
        await socket.closed
      }
      const written = write.mock.calls.map(([line]) => String(line)).join('')
      for (const token of tokens) expect(written).not.toContain(token)
    })
  })
})
