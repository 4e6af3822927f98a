import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLinks, isLinkTemplate, renderLink, type LinkName } from '../../src/domain/links.js'
import { wildText } from '../support/wild-text.js'

const names = Object.keys(defaultLinks) as LinkName[]

describe('a link template', () => {
  it.each(names)('is accepted if it is the default of %s', (name) => {
    expect(isLinkTemplate(name, defaultLinks[name])).toBe(true)
  })

  it.each([
    '/learn/{lessonId}',
    '/learn',
    'https://school.example/c/{courseId}?l={lessonId}',
    '/{courseId}{courseId}',
  ])('of a lesson may be %s', (template) => {
    expect(isLinkTemplate('lesson', template)).toBe(true)
  })

  it('may not use a placeholder of another link', () => {
    expect(isLinkTemplate('lesson', '/x/{examId}')).toBe(false)
    expect(isLinkTemplate('certificates', '/x/{courseId}')).toBe(false)
  })

  it.each([
    'javascript:alert(1)',
    '//evil.example/{courseId}',
    '/\\evil.example',
    'https://user:password@school.example/',
    'lessons/{lessonId}',
    '',
    '{courseId}',
    'https://{courseId}:x@school.example/',
    '/a\u202eb',
    '/a/{not a placeholder}',
  ])('may not be the unsafe link %j', (template) => {
    expect(isLinkTemplate('lesson', template)).toBe(false)
  })
})

describe('a rendered link', () => {
  it('contains the values of the data', () => {
    const data = { courseId: 'c1', lessonId: 'l1', commentId: '9', title: 'unused' }
    expect(renderLink(defaultLinks.comment, data)).toBe('/courses/c1/lessons/l1#comment-9')
  })

  it('encodes the values, so that they stay inside their part of the path', () => {
    expect(renderLink('/c/{courseId}/x', { courseId: '../a b?c#d%\\é' })).toBe(
      '/c/..%2Fa%20b%3Fc%23d%25%5C%C3%A9/x',
    )
  })

  it('does not expand placeholders or patterns inside a value', () => {
    expect(renderLink('/{a}/{b}', { a: "$&$'{b}", b: 'x' })).toBe("/%24%26%24'%7Bb%7D/x")
  })

  it.each([{}, { courseId: null }, { courseId: 7 }, { courseId: ['c'] }])(
    'is missing if the data lacks a value: %j',
    (data) => {
      expect(renderLink('/courses/{courseId}', data)).toBeUndefined()
    },
  )

  it('is missing if the values make the link unsafe', () => {
    expect(renderLink('/{courseId}/', { courseId: '' })).toBeUndefined()
    expect(renderLink('/{courseId}', { courseId: 'x'.repeat(2_000) })).toBeUndefined()
  })

  it('is the template itself if that has no placeholder', () => {
    expect(renderLink('/certificates', {})).toBe('/certificates')
  })

  it('is missing or stays on the site of its template, whatever the value is', () => {
    fc.assert(
      fc.property(wildText(), (courseId) => {
        const link = renderLink('/courses/{courseId}', { courseId })
        const { origin } = new URL(link ?? '/', 'https://school.example')
        expect(origin).toBe('https://school.example')
      }),
    )
  })
})
