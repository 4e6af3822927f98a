import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { event, graded, KEYS, type ProblemBody } from '../support/server.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const STRUCTURED = 'application/cloudevents+json'
const BATCH = 'application/cloudevents-batch+json'
const MEBIBYTE = 1024 * 1024

/** Posts a body of any kind to `/v1/events`. */
const send = (
  body: RequestInit['body'] | object,
  headers: Record<string, string> = {},
): Promise<Response> =>
  server.fetch('/v1/events', {
    method: 'POST',
    headers: { authorization: `Bearer ${KEYS.school}`, 'content-type': STRUCTURED, ...headers },
    body:
      typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
        ? body
        : JSON.stringify(body),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })

const problemOf = async (response: Response): Promise<ProblemBody> =>
  (await response.json()) as ProblemBody
const unread = async (member: string): Promise<number> => (await server.as(member).counts()).unread

// These tests do not depend on the database.
describe.each(storeKinds().slice(0, 1))('the body of a request', (kind) => {
  provideServer(kind)

  describe('of an event', () => {
    it('may contain null for every optional attribute and for the override fields', async () => {
      const member = fresh('ana')
      const nulls = { time: null, datacontenttype: null, dataschema: null, subject: null }
      const fields = { title: null, message: null, actionUrl: null, expiresAt: null }
      const sent = await send({ ...graded(member, 1, fields), ...nulls, data_base64: null })
      expect([sent.status, await sent.json()]).toMatchObject([202, {}])
      const [row] = (await server.as(member).inbox()).notifications
      expect(row?.content).toEqual({
        type: 'exam.graded',
        title: 'Practice exam result',
        message: 'You scored 1% on \u2068Mock\u2069',
        actionUrl: '/exams/mock/attempts/1',
        data: {
          examId: 'mock',
          examTitle: 'Mock',
          attemptId: '1',
          score: 1,
          immediateResults: true,
        },
      })
    })

    it('may not contain null for a required field', async () => {
      const { status, errors } = await problemOf(await send(graded('ana', null as never)))
      expect([status, errors?.map(({ pointer }) => pointer)]).toEqual([422, ['/data/score']])
      const document = { documentId: 'd', documentTitle: 'D', action: 'review' }
      const nowhere = event('document.published', { ...document, memberIds: null, courseId: null })
      expect(await problemOf(await send(nowhere))).toMatchObject({
        status: 422,
        errors: [{ pointer: '/data/memberIds' }],
      })
    })

    it.each(['2026-11-22t13:34:10z', '2026-11-22T13:34:10.123456789012+01:00'])(
      'may contain a timestamp of RFC 3339: %s',
      async (time) => {
        const member = fresh('ana')
        const expiresAt = time.replace('2026', '2999')
        const sent = await send({ ...graded(member, 1, { expiresAt }), time })
        expect(sent.status).toBe(202)
        const [row] = (await server.as(member).inbox()).notifications
        expect(row?.content?.expiresAt).toBe(new Date(expiresAt.toUpperCase()).toISOString())
      },
    )

    it('may contain its data in base64', async () => {
      const member = fresh('ana')
      const { data, ...attributes } = graded(member) as { data: object }
      const encode = (text: string) => Buffer.from(text).toString('base64')
      const withData = (data_base64: string, rest: object = {}) =>
        send({ ...attributes, data_base64, ...rest })
      expect((await withData(encode(JSON.stringify(data)))).status).toBe(202)
      expect(await unread(member)).toBe(1)
      for (const [data_base64, rest, pointer] of [
        ['%%%', {}, '/data_base64'],
        [encode('no JSON'), {}, '/data_base64'],
        [encode('{"score":"a\\u0000b"}'), {}, '/data_base64/score'],
        [encode('{}'), {}, '/data_base64/memberId'],
        [encode(JSON.stringify(data)), { data }, '/data_base64'],
      ] as const) {
        const { status, errors } = await problemOf(await withData(data_base64, rest))
        expect([status, errors?.[0]?.pointer]).toEqual([422, pointer])
      }
    })
  })

  it('for a notification may contain null for every optional field', async () => {
    const member = fresh('ana')
    const fields = ['audience', 'icon', 'imageUrl', 'actionUrl', 'secondaryActions', 'data']
    const nulls = Object.fromEntries(
      [...fields, 'priority', 'expiresAt', 'dedupeKey'].map((name) => [name, null]),
    )
    const request = { type: 'a.b', members: [member], title: 'Hi', message: '', ...nulls }
    expect((await server.send('POST', '/v1/notifications', request)).status).toBe(202)
    const [row] = (await server.as(member).inbox()).notifications
    expect(row?.content).toEqual({ type: 'a.b', title: 'Hi', message: '' })
    const data = { place: null }
    await server.send('POST', '/v1/notifications', { ...request, data })
    const [latest] = (await server.as(member).inbox()).notifications
    expect(latest?.content?.data).toEqual(data)
    const types = { 'a.b': { category: 'system', icon: null, toast: null } }
    expect((await server.send('PUT', '/v1/admin/settings', { types })).status).toBe(200)
  })

  describe('that is compressed', () => {
    it.each([
      ['gzip', gzipSync],
      ['X-GZip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
      ['identity', (text: string) => Buffer.from(text)],
    ])('is accepted with the coding %s', async (coding, compress) => {
      const member = fresh('ana')
      const body = compress(JSON.stringify(graded(member)))
      const sent = await send(new Uint8Array(body), { 'content-encoding': coding })
      expect(sent.status).toBe(202)
      expect(await unread(member)).toBe(1)
    })

    it.each(['compress', 'zstd', 'gzip, gzip', 'constructor'])(
      'is refused with the unknown coding %s',
      async (coding) => {
        const response = await send('{}', { 'content-encoding': coding })
        expect(response.headers.get('accept-encoding')).toBe('gzip, deflate, br')
        expect(await problemOf(response)).toMatchObject({
          status: 415,
          code: 'unsupported-encoding',
        })
      },
    )

    it('is malformed if it does not decompress or is incomplete', async () => {
      const whole = gzipSync(JSON.stringify(graded('ana')))
      for (const body of [new TextEncoder().encode('{}'), new Uint8Array(whole.subarray(0, -12))])
        expect(await problemOf(await send(body, { 'content-encoding': 'gzip' }))).toMatchObject({
          status: 400,
          code: 'malformed',
        })
    })

    it('is limited by its decompressed size', async () => {
      const large = JSON.stringify({ padding: 'a'.repeat(257 * 1024) })
      for (const [coding, compress] of [
        ['gzip', gzipSync],
        ['deflate', deflateSync],
        ['br', brotliCompressSync],
      ] as const) {
        const response = await send(new Uint8Array(compress(large)), { 'content-encoding': coding })
        expect(await problemOf(response)).toMatchObject({ status: 413, code: 'too-large' })
      }
    })

    it('is read only up to the limit, even if it never ends', async () => {
      // The body decompresses from 64 kB to 64 MiB, again and again: each part is a member
      // of one gzip file.
      const bomb = new Uint8Array(gzipSync(new Uint8Array(64 * MEBIBYTE)))
      let pulls = 0
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulls += 1
          controller.enqueue(bomb)
        },
      })
      const before = process.memoryUsage().rss
      const response = await send(endless, { 'content-encoding': 'gzip' })
      expect(response.status).toBe(413)
      expect(pulls).toBeLessThan(500)
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEBIBYTE)
    })
  })

  describe('of a batch', () => {
    const comments = (count: number, length: number): object[] =>
      Array.from({ length: count }, () => {
        const commentId = fresh('comment')
        return event('comment.created', {
          courseId: 'geometry',
          lessonId: 'angles',
          lessonTitle: 'Angles',
          commentId,
          authorId: 'leo',
          authorName: 'Leo',
          text: 'x'.repeat(length),
        })
      })

    it.each([BATCH, 'application/json'])(
      'may contain 1,000 ordinary comments (%s)',
      async (type) => {
        const body = JSON.stringify(comments(1000, 180))
        expect(body.length).toBeGreaterThan(400_000)
        expect((await send(body, { 'content-type': type })).status).toBe(202)
      },
    )

    it('may have at most 2 MiB', async () => {
      const body = JSON.stringify(comments(300, 7000))
      expect(body.length).toBeGreaterThan(2 * MEBIBYTE)
      const response = await send(body, { 'content-type': BATCH })
      expect(await problemOf(response)).toMatchObject({
        status: 413,
        detail: `at most ${2 * MEBIBYTE} bytes`,
      })
    })

    it('may not contain a single event above the limit of one event', async () => {
      const large = graded('ana', 1, { x: 'y'.repeat(300_000) })
      for (const type of [STRUCTURED, 'application/json'])
        expect(await problemOf(await send(large, { 'content-type': type }))).toMatchObject({
          status: 413,
          detail: 'at most 262144 bytes',
        })
    })
  })
})
