import { describe, expect, it } from 'vitest'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const SCHOOL = 'https://school.example'

/** Sends a preflight as a browser does before a cross-origin request. */
async function preflight(headers: string, origin = SCHOOL, path = '/v1/inbox/commands') {
  const answer = await server.fetch(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': headers,
    },
  })
  const listed = (name: string) => answer.headers.get(`access-control-allow-${name}`)?.split(',')
  return {
    status: answer.status,
    origin: answer.headers.get('access-control-allow-origin'),
    headers: listed('headers') ?? [],
    methods: listed('methods') ?? [],
    maxAge: Number(answer.headers.get('access-control-max-age')),
    vary: answer.headers.get('vary') ?? '',
  }
}

describe('the response to a preflight', () => {
  provideServer(storeKinds()[0]!, {
    allowedOrigins: [SCHOOL],
    corsHeaders: ['x-school', 'x-own-*'],
  })

  it.each([
    ['W3C Trace Context', 'baggage,traceparent,tracestate'],
    ['Sentry', 'baggage,sentry-trace'],
    [
      'Datadog',
      'x-datadog-origin,x-datadog-parent-id,x-datadog-sampling-priority,x-datadog-trace-id',
    ],
    ['New Relic', 'newrelic,traceparent,tracestate'],
    ['Application Insights', 'request-context,request-id'],
    ['Zipkin', 'b3,x-b3-traceid'],
    ['a request id', 'x-correlation-id,x-request-id'],
    ['this library', 'authorization,content-type,if-none-match,last-event-id,x-belfry-token'],
    ['the settings', 'x-own-anything,x-school'],
  ])('allows the headers of %s', async (_name, headers) => {
    const answer = await preflight(headers)
    expect(answer.status).toBe(204)
    expect(answer.origin).toBe(SCHOOL)
    expect(answer.headers).toEqual(expect.arrayContaining(headers.split(',')))
    expect(answer.methods).toContain('POST')
  })

  it('does not echo a header that is not allowed, nor a star', async () => {
    const answer = await preflight('x-evil, traceparent, x-forwarded-for, x-schools, *')
    expect(answer.headers).toContain('traceparent')
    for (const name of ['x-evil', 'x-forwarded-for', 'x-schools', '*'])
      expect(answer.headers).not.toContain(name)
    expect((await preflight('x-evil')).headers).not.toContain('x-evil')
  })

  it('may be cached for two hours, for these headers and this origin', async () => {
    const answer = await preflight('traceparent')
    expect(answer.maxAge).toBe(7200)
    expect(answer.vary.toLowerCase()).toContain('origin')
    expect(answer.vary.toLowerCase()).toContain('access-control-request-headers')
  })

  it('contains no origin that is not allowed', async () => {
    expect((await preflight('traceparent', 'https://evil.example')).origin).toBeNull()
  })

  it('is the same for streams', async () => {
    const answer = await preflight('traceparent', SCHOOL, '/v1/inbox/stream')
    expect(answer.headers).toContain('traceparent')
  })
})
