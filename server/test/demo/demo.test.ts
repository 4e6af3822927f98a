import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from 'belfry/protocol'
import { readConfig } from '../../src/config.js'
import { serverCatalogue } from '../../src/domain/catalogue.js'
import { namesIn } from '../../src/domain/phrase.js'
import { paths } from '../../src/paths.js'
import { type RunningServer, startServer } from '../../src/server.js'
import { copyDataDirectory } from '../support/stores.js'

describe('the demo', () => {
  const { folder, remove } = copyDataDirectory()
  const config = { ...readConfig({}, ['--demo']), port: 0, dataDirectory: folder }
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer(config)
  })
  afterAll(async () => {
    await server.close()
    remove()
  })

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers })
  const tokenOf = async (member: string) =>
    ((await (await get(`/demo/token?member=${member}`)).json()) as { token: string }).token
  const inboxOf = async (token: string) =>
    (await (await get('/v1/inbox', { authorization: `Bearer ${token}` })).json()) as Snapshot
  const post = (amount: number) =>
    fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-key', 'content-type': 'application/json' },
      body: JSON.stringify({
        specversion: '1.0',
        id: `e${amount}`,
        source: '/tests',
        type: 'points.earned',
        data: { memberId: 'student-2', amount, reason: 'Quiz' },
      }),
    })

  it('has a history that student-1 has read, and empty inboxes for the other members', async () => {
    const one = await inboxOf(await tokenOf('student-1'))
    expect(one.counts.unread).toBe(0)
    expect(new Set(one.notifications.map(({ content }) => content?.type)).size).toBe(6)
    const moments = one.notifications.map(({ createdAt }) => Date.parse(createdAt))
    expect(moments).toEqual([...moments].sort((a, b) => b - a))
    for (const member of ['student-2', 'teacher-1', 'admin-1'])
      expect((await inboxOf(await tokenOf(member))).notifications).toEqual([])
  })

  it('has a history with the data of real events, so that every template can render it', async () => {
    const { notifications } = await inboxOf(await tokenOf('student-1'))
    const contentOf = (type: string) =>
      notifications.find(({ content }) => content?.type === type)?.content
    expect(contentOf('exam.graded')).toEqual({
      type: 'exam.graded',
      title: 'Practice exam result',
      message: 'You scored 84% on \u2068Triangles\u2069',
      actionUrl: '/exams/mock-1/attempts/1',
      data: {
        examId: 'mock-1',
        examTitle: 'Triangles',
        attemptId: '1',
        score: 84,
        immediateResults: true,
      },
    })
    expect(contentOf('comment.replied')).toMatchObject({
      title: '\u2068Grace Okafor\u2069 replied to you',
      actionUrl: '/courses/geometry-1/lessons/angles-and-parallels#comment-comment-12',
      data: { authorName: 'Grace Okafor', lessonTitle: 'Angles and parallels' },
    })
    const named = Object.entries(serverCatalogue).flatMap(([type, { texts }]) => {
      const names = texts ? [...namesIn(texts.en.title), ...namesIn(texts.en.message)] : []
      return contentOf(type) ? names.map((name) => [type, name] as const) : []
    })
    expect(named.length).toBeGreaterThan(6)
    for (const [type, name] of named) expect(contentOf(type)?.data).toHaveProperty(name)
  })

  it('has gamification switched on', async () => {
    expect((await post(1250)).status).toBe(202)
    const { features, notifications } = await inboxOf(await tokenOf('student-2'))
    expect(features).toEqual({ gamification: true })
    expect(notifications[0]?.content).toMatchObject({ title: '+1,250 points', message: 'Quiz' })
  })

  it('issues tokens for its members only', async () => {
    const claims = (token: string): unknown =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims(await tokenOf('admin-1'))).toMatchObject({ sub: 'admin-1', role: 'admin' })
    expect(claims(await tokenOf('teacher-1'))).toMatchObject({ platform: 'demo', role: 'teacher' })
    for (const member of ['nobody', '', '%00'])
      expect((await get(`/demo/token?member=${member}`)).status).toBe(404)
  })

  it.each([
    '/',
    '/courses/geometry-1',
    '/courses/geometry-1/lessons/angles',
    '/exams/mock-1/attempts/1',
    '/certificates',
    '/community',
    '/community/study-group',
    '/documents',
    '/documents/policy',
    '/live/geometry-live',
    '/gamification',
  ])('has a page at %s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await response.text()).not.toContain('{{')
  })

  it('escapes values from the URL in its pages', async () => {
    const html = await (
      await get(`/courses/c/lessons/${encodeURIComponent('<img src=x>"\'')}`)
    ).text()
    expect(html).not.toContain('<img src=x>')
    expect(html).toContain('&lt;img src=x&gt;&quot;&#39;')
  })

  it('serves its files and the library, and answers 304 for a known ETag', async () => {
    const [script] = [await get('/site/campus.js')]
    expect(script.headers.get('content-type')).toMatch(/javascript/)
    const tag = script.headers.get('etag') ?? ''
    expect((await get('/site/campus.js', { 'if-none-match': tag })).status).toBe(304)
    expect(await (await get('/site/campus.css')).text()).toBe(
      readFileSync(join(paths.demoSite, 'campus.css'), 'utf8'),
    )
    expect(existsSync(join(paths.library, 'belfry.js'))).toBe(true)
    const library = await get('/belfry/belfry.js', { origin: 'http://localhost:3000' })
    expect(library.status).toBe(200)
    expect(library.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  })

  it.each([
    '/site/../demo.ts',
    '/site/%2e%2e/demo.ts',
    '/site/..%2fdemo.ts',
    '/site/',
    '/belfry/none.js',
  ])('answers 404 for a path outside its files: %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('accepts requests from pages and files of this machine only', async () => {
    const allowed = async (origin: string) =>
      (await get('/healthz', { origin })).headers.get('access-control-allow-origin')
    for (const origin of ['null', 'http://localhost:5173', 'http://127.0.0.1:8080'])
      expect(await allowed(origin)).toBe(origin)
    for (const origin of ['https://evil.example', 'http://localhost.evil.example'])
      expect(await allowed(origin)).toBeNull()
  })

  it('keeps its tokens, cursors and rows valid after a restart', async () => {
    const token = await tokenOf('student-2')
    const before = await inboxOf(token)
    await server.close()
    server = await startServer(config)
    const after = await inboxOf(token)
    expect({ ...after, now: '' }).toEqual({ ...before, now: '' })
    const history = await inboxOf(await tokenOf('student-1'))
    expect(history.notifications).toHaveLength(6)
  })
})
