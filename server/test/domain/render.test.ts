import { catalogue, limits } from 'belfry/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locales } from '../../src/domain/locales.js'
import { missingFor, renderContent, renderContents } from '../../src/domain/render.js'
import { completeSettings } from '../../src/domain/settings.js'
import { wildText } from '../support/wild-text.js'

const settings = completeSettings(true, {})
const lesson = { courseId: 'c1', courseTitle: 'Algebra', lessonId: 'l1', lessonTitle: 'Sets' }
const render = (
  type: string,
  data: Readonly<Record<string, unknown>>,
  locale: (typeof locales)[number] = 'en',
) => renderContent({ type, data, overrides: {} }, locale, settings)

describe('a rendered notification', () => {
  it('has the texts of its type in the language, a link and its data', () => {
    expect(render('lesson.published', lesson, 'es')).toEqual({
      type: 'lesson.published',
      title: 'Nueva lección disponible',
      message: '\u2068Sets\u2069 ya está disponible en \u2068Algebra\u2069',
      actionUrl: '/courses/c1/lessons/l1',
      data: lesson,
    })
  })

  it.each([
    ['en', 1, '+1 point'],
    ['en', 2, '+2 points'],
    ['pt-BR', 1, '+1 ponto'],
    ['es', 1, '+1 punto'],
    ['es', 1_000_000, '+1.000.000 de puntos'],
  ] as const)('has in %s the plural form for %d', (locale, amount, title) => {
    expect(render('points.earned', { amount, reason: 'x' }, locale).title).toBe(title)
  })

  it('isolates values with direction controls from the words around them', () => {
    const { title } = render('course.enrolled', { courseTitle: 'שלום\u2069\u202eabc' })
    expect(title).toBe('Welcome to \u2068שלוםabc\u2069')
  })

  it('translates the words of its data', () => {
    const data = { action: 'signature', documentTitle: 'Contract', documentId: 'd1' }
    expect(render('document.published', data, 'pt-BR').title).toBe('Novo documento para assinar')
  })

  it('closes the isolation of a value that was cut', () => {
    const { title } = render('course.enrolled', { courseTitle: 'x'.repeat(limits.titleLength) })
    expect(title).toBe(`Welcome to \u2068${'x'.repeat(186)}…\u2069`)
    expect(title).toHaveLength(limits.titleLength)
  })

  it('is not cut inside a grapheme', () => {
    const title = '👨‍👩‍👧'.repeat(30)
    expect(render('course.enrolled', { courseTitle: title }).title).toMatch(
      /^Welcome to \u2068(👨‍👩‍👧)+…\u2069$/u,
    )
  })

  it('has the texts of the sender instead of the default ones', () => {
    const overrides = { title: 'Own', actionUrl: '/own', priority: 'critical' } as const
    const content = renderContent(
      { type: 'lesson.published', data: lesson, overrides },
      'en',
      settings,
    )
    expect(content).toMatchObject({ ...overrides, data: lesson })
    expect(content.message).toContain('is now available')
  })

  it('has no link if its data lacks a value of the link', () => {
    expect(render('lesson.published', { ...lesson, lessonId: null })).not.toHaveProperty(
      'actionUrl',
    )
  })

  it('has the link that the platform chose', () => {
    const own = completeSettings(true, { links: { lesson: '/learn/{lessonId}' } })
    const wording = { type: 'lesson.published', data: lesson, overrides: {} }
    expect(renderContent(wording, 'en', own).actionUrl).toBe('/learn/l1')
  })

  it('has an image only if its type is known and the image is a text', () => {
    const imageUrl = '/medal.png'
    const data = { achievementName: 'Medal', imageUrl }
    expect(render('achievement.unlocked', data).imageUrl).toBe(imageUrl)
    expect(render('achievement.unlocked', { ...data, imageUrl: 7 })).not.toHaveProperty('imageUrl')
    expect(render('shop.order', data)).not.toHaveProperty('imageUrl')
  })

  it('of a type of the host has its icon and its toast, and no text of its own', () => {
    const types = { 'shop.order': { category: 'system', icon: 'cart', toast: 'points' } } as const
    const wording = { type: 'shop.order', data: {}, overrides: { title: 'Order 7' } }
    expect(renderContent(wording, 'en', completeSettings(false, { types }))).toEqual({
      type: 'shop.order',
      title: 'Order 7',
      message: '',
      icon: 'cart',
      toast: 'points',
    })
  })

  it('is within the limits and has balanced isolates, whatever its values are', () => {
    const text = wildText(300)
    fc.assert(
      fc.property(text, text, text, (authorName, lessonTitle, excerpt) => {
        const { title, message } = render('comment.created', { authorName, lessonTitle, excerpt })
        expect(title.length).toBeLessThanOrEqual(limits.titleLength)
        expect(message.length).toBeLessThanOrEqual(limits.messageLength)
        expect(title.split('\u2068').length).toBe(title.split('\u2069').length)
      }),
    )
  })
})

describe('a rendered broadcast', () => {
  it('has the content of every language', () => {
    const contents = renderContents(
      { type: 'lesson.published', data: lesson, overrides: {} },
      settings,
    )
    expect(Object.keys(contents)).toEqual([...locales])
    for (const locale of locales)
      expect(contents[locale]).toEqual(render('lesson.published', lesson, locale))
  })
})

describe('the missing fields of a notification', () => {
  it('are those of the default texts that the data lacks', () => {
    expect(missingFor('lesson.published', {})).toEqual(['lessonTitle', 'courseTitle'])
    expect(missingFor('lesson.published', lesson)).toEqual([])
  })

  it('include fields without a visible character', () => {
    expect(missingFor('course.enrolled', { courseTitle: ' \u200b' })).toEqual(['courseTitle'])
    expect(missingFor('course.enrolled', { courseTitle: null })).toEqual(['courseTitle'])
  })

  it('do not include the number zero', () => {
    expect(missingFor('points.earned', { amount: 0, reason: 'x' })).toEqual([])
  })

  it('do not include an empty value that is the whole message', () => {
    const data = { authorName: 'Ana', lessonTitle: 'Sets' }
    expect(missingFor('comment.created', { ...data, excerpt: '' })).toEqual([])
    expect(missingFor('comment.created', data)).toEqual(['excerpt'])
  })

  it('are unknown for a type without default texts', () => {
    expect(missingFor('announcement.published', {})).toBeNull()
    expect(missingFor('shop.order', {})).toBeNull()
    expect(missingFor('toString', {})).toBeNull()
  })

  it.each(Object.keys(catalogue).filter((type) => type !== 'announcement.published'))(
    'are the placeholders of all languages for %s',
    (type) => {
      const data = Object.fromEntries((missingFor(type, {}) ?? []).map((name) => [name, 'value']))
      for (const locale of locales) {
        const { title, message } = render(type, data, locale)
        expect(title).not.toBe('')
        expect(`${title} ${message}`).not.toMatch(/[{}]|\s{3}|undefined/)
      }
    },
  )
})
