import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.js'

const secrets = {
  BELFRY_JWT_SECRET: 'x'.repeat(32),
  BELFRY_API_KEYS: 'school=0123456789abcdefghij, other=abcdefghij0123456789',
}

describe('reading the settings', () => {
  it('requires only the secrets', () => {
    const config = readConfig(secrets)
    expect(config).toMatchObject({ port: 4400, dataDirectory: './.belfry', demo: false })
    expect(config.apiKeys).toEqual([
      { platform: 'school', key: '0123456789abcdefghij' },
      { platform: 'other', key: 'abcdefghij0123456789' },
    ])
  })

  it('requires no secrets for the demo, which always listens on 127.0.0.1', () => {
    expect(readConfig({ HOST: '0.0.0.0' }, ['--demo'])).toMatchObject({
      demo: true,
      host: '127.0.0.1',
    })
    expect(readConfig({ BELFRY_DEMO: '1' }).demo).toBe(true)
  })

  it('treats an empty value as not set', () => {
    expect(readConfig({ ...secrets, PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 4400,
      databaseUrl: undefined,
    })
  })

  it('keeps idle connections longer than proxies do, and waits even longer for headers', () => {
    expect(readConfig(secrets)).toMatchObject({ keepAliveMs: 75_000, headersTimeoutMs: 80_000 })
    expect(readConfig({ ...secrets, BELFRY_KEEP_ALIVE_MS: '300000' })).toMatchObject({
      keepAliveMs: 300_000,
      headersTimeoutMs: 305_000,
    })
    expect(() => readConfig({ ...secrets, BELFRY_HEADERS_TIMEOUT_MS: '75000' })).toThrow(
      'BELFRY_HEADERS_TIMEOUT_MS must be a whole number from 75001',
    )
  })

  it('reads the additional CORS headers and the name of the cookie', () => {
    const settings = { BELFRY_CORS_HEADERS: 'X-One, x-two-*', BELFRY_TOKEN_COOKIE: '__Host-belfry' }
    expect(readConfig({ ...secrets, ...settings })).toMatchObject({
      corsHeaders: ['x-one', 'x-two-*'],
      tokenCookie: '__Host-belfry',
    })
    expect(readConfig(secrets)).toMatchObject({ corsHeaders: [], tokenCookie: undefined })
  })

  it.each([
    ['BELFRY_JWT_SECRET', { BELFRY_JWT_SECRET: undefined }],
    ['BELFRY_JWT_SECRET', { BELFRY_JWT_SECRET: 'short' }],
    ['BELFRY_API_KEYS', { BELFRY_API_KEYS: undefined }],
    ['BELFRY_API_KEYS', { BELFRY_API_KEYS: 'school=short' }],
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '80a' }],
    ['BELFRY_HEARTBEAT_MS', { BELFRY_HEARTBEAT_MS: '-5' }],
    ['BELFRY_ALLOWED_ORIGINS', { BELFRY_ALLOWED_ORIGINS: 'https://a.example/path' }],
    ['BELFRY_ALLOWED_ORIGINS', { BELFRY_ALLOWED_ORIGINS: '*' }],
    ['BELFRY_ALLOWED_ORIGINS', { BELFRY_ALLOWED_ORIGINS: '*', BELFRY_TOKEN_COOKIE: 'belfry' }],
    ['BELFRY_ALLOWED_ORIGINS', { BELFRY_ALLOWED_ORIGINS: 'null' }],
    ['BELFRY_TOKEN_COOKIE', { BELFRY_TOKEN_COOKIE: 'a=b' }],
    ['BELFRY_CORS_HEADERS', { BELFRY_CORS_HEADERS: '*' }],
    ['BELFRY_CORS_HEADERS', { BELFRY_CORS_HEADERS: 'x-one x-two' }],
  ])('names the invalid setting %s in the error', (name, wrong) => {
    expect(() => readConfig({ ...secrets, ...wrong })).toThrow(name)
  })

  it('never shows an API key in an error', () => {
    expect(() => readConfig({ ...secrets, BELFRY_API_KEYS: 'school:secret-key' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret-key') as string }),
    )
  })

  it('refuses an unknown option', () => {
    expect(() => readConfig(secrets, ['--dmeo'])).toThrow('--dmeo')
  })
})
