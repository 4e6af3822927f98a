import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createRoutes } from '../../src/http/app.js'
import { problem } from '../../src/http/response-schemas.js'
import type { Services } from '../../src/http/context.js'
import { describeServer } from '../../src/http/openapi.js'
import { operations } from '../../src/http/operations.js'
import { event, graded, KEYS, points } from '../support/server.js'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

interface Described {
  openapi: string
  paths: Record<string, Record<string, { responses: object; requestBody?: object }>>
  components: { schemas: Record<string, object> }
}

describe('the API description', () => {
  const kind = storeKinds().at(-1)

  provideServer(kind!)

  it('is served, and names exactly the registered routes', async () => {
    const served = (await (await server.fetch('/openapi.json')).json()) as Described
    expect(served).toEqual(JSON.parse(JSON.stringify(describeServer())))
    const services = { config: {}, authentication: {} } as unknown as Services
    const registered = createRoutes(services).map(({ method, path }) => `${method} ${path}`)
    const described = Object.entries(served.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(described.sort()).toEqual(registered.sort())
  })

  it('describes each of the 22 events, and has no broken references', () => {
    const described = describeServer() as unknown as Described
    const names = Object.keys(described.components.schemas)
    expect(names).toHaveLength(37)
    expect(described.components.schemas['points.earned']).toMatchObject({
      properties: { data: { required: ['memberId', 'amount', 'reason'] } },
    })
    expect(names).toEqual(expect.arrayContaining(['Snapshot', 'NotificationRequest', 'Problem']))
    const pointers = JSON.stringify(described).matchAll(/"#\/components\/schemas\/([^"]+)"/g)
    for (const [, name] of pointers) expect(names).toContain(name)
  })

  it('matches the real response of every operation', async () => {
    const ana = server.as('ana')
    const inbox = await ana.inbox()
    const key = { authorization: `Bearer ${KEYS.school}` }
    const command = { id: randomUUID(), type: 'read-all', upTo: inbox.to }
    const enrolled = { memberId: 'ana', courseId: 'c', courseTitle: 'C', certificateId: 'x' }
    const bodies: Record<string, unknown> = {
      'POST /v1/inbox/commands': { base: inbox.to, commands: [command] },
      'PUT /v1/inbox/preferences': { mutes: [{ kind: 'type', id: 'x' }] },
      'POST /v1/events': [
        points('ana'),
        graded('ana'),
        event('course.enrolled', enrolled),
        event('certificate.issued', enrolled),
        event('lesson.published', { ...enrolled, lessonId: 'l', lessonTitle: 'L' }),
        event('streak.updated', { memberId: 'ana', days: 8 }),
      ],
      'POST /v1/notifications': { type: 'a.b', members: ['ana'], title: 'A', message: 'B' },
      'PUT /v1/admin/settings': { types: { 'a.b': { category: 'system' } } },
    }
    for (const [name, { caller, status, answer }] of Object.entries(operations)) {
      const [method = '', path = ''] = name.split(' ')
      if (answer === 'stream') continue
      const headers = caller === 'member' ? ana.headers : key
      const response = await (method === 'GET'
        ? server.fetch(path, { headers })
        : server.send(method, path, bodies[name], headers))
      expect([name, response.status]).toEqual([name, status])
      if (answer !== 'any') v.parse(answer, await response.json())
      if (caller === 'anyone') continue
      const refused = await (method === 'GET'
        ? server.fetch(path)
        : server.send(method, path, bodies[name], {}))
      expect([name, refused.status]).toEqual([name, 401])
      v.parse(problem, await refused.json())
    }
  })
})
