import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.js'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const kind = storeKinds().at(-1)

describe('the library outside of the demo', () => {
  provideServer(kind!)

  const get = (name: string, headers: Record<string, string> = {}) =>
    server.fetch(`/belfry/${name}`, { headers })

  it('is served to pages of every origin, and revalidated at each load', async () => {
    const response = await get('belfry.js', { origin: 'https://school.example' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const again = await get('belfry.js', {
      origin: 'https://school.example',
      'if-none-match': response.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
    expect(again.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('has lazy chunks that caches keep forever, because their names contain a content hash', async () => {
    const pieces = readdirSync(paths.library).filter(
      (name) => name.endsWith('.js') && name !== 'belfry.js',
    )
    expect(pieces.length).toBeGreaterThan(20)
    for (const name of pieces) {
      const { status, headers } = await get(name)
      expect([name, status, headers.get('cache-control')]).toEqual([
        name,
        200,
        'public, max-age=31536000, immutable',
      ])
    }
  })

  it('answers a missing chunk with a problem that is not cached', async () => {
    const response = await get('define-panel-12345678.js')
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ code: 'not-found' })
  })

  it('accepts only GET and HEAD', async () => {
    expect((await server.fetch('/belfry/belfry.js', { method: 'POST' })).status).toBe(405)
    const head = await server.fetch('/belfry/belfry.js', { method: 'HEAD' })
    expect([head.status, head.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  })
})
