import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeLink } from '../../src/protocol/index.js'

describe('safeLink', () => {
  it.each([
    '/',
    '/courses/geometry-1/lessons/angles#comment-3',
    '/search?q=a%20b&next=//elsewhere',
    'https://example.com/a',
    'HTTPS://EXAMPLE.COM',
    'http://localhost:4400/x',
  ])('lets %j through unchanged', (link) => {
    expect(safeLink(link)).toBe(link)
  })

  it.each([
    '',
    'courses/1',
    '//example.com',
    '/\\example.com',
    '\\\\example.com',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' https://example.com',
    '/a b',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'mailto:a@example.com',
    'https:example.com',
    'https:///example.com',
    'https://',
    'https://user:secret@example.com',
    'https://paypal.com@example.com',
    '/a\u202eb',
    '/\u0000',
    `/${'a'.repeat(2000)}`,
    null,
    undefined,
    42,
    {},
  ])('refuses %j', (link) => {
    expect(safeLink(link)).toBeNull()
  })

  it('accepts no link that a browser would read as another scheme or host', () => {
    const part = fc.constantFrom(
      ...[
        'javascript',
        'https',
        'http',
        ':',
        '/',
        '\\',
        '//',
        '@',
        'evil.example',
        '\t',
        '\n',
        ' ',
      ],
      ...['%0a', '\u0000', '\u200b', '?', '#', 'a', '.'],
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const link = safeLink(parts.join(''))
        if (link === null) return
        const url = new URL(link, 'https://host.example/page')
        expect(['https:', 'http:']).toContain(url.protocol)
        expect(url.username + url.password).toBe('')
        if (link.startsWith('/')) expect(url.host).toBe('host.example')
      }),
      { numRuns: 10_000 },
    )
  })
})
