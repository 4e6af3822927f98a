import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { audience, channelAudience, courseAudience, topicsOf } from '../../src/domain/audiences.js'

describe('an audience', () => {
  it.each(['platform', 'course:c1', 'channel:general', 'course:a:b', 'course:Curso 1'])(
    'may be %s',
    (value) => {
      expect(v.is(audience, value)).toBe(true)
    },
  )

  it.each([
    '',
    'everyone',
    'Platform',
    'platform:x',
    'course',
    'course:',
    'member:ana',
    'course:a\u200bb',
    'course:a\nb',
    `course:${'x'.repeat(129)}`,
    7,
    null,
  ])('may not be %j', (value) => {
    expect(v.is(audience, value)).toBe(false)
  })

  it('is accepted as it is built for a course and a channel', () => {
    expect(courseAudience('c1')).toBe('course:c1')
    expect(channelAudience('general')).toBe('channel:general')
    for (const value of [courseAudience('c1'), channelAudience('general')])
      expect(v.parse(audience, value)).toBe(value)
  })
})

describe('the topics of a notification', () => {
  const about = { category: 'learning', type: 'lesson.published', data: {} }

  it('are its category and its type', () => {
    expect(topicsOf(about)).toEqual(['category:learning', 'type:lesson.published'])
  })

  it('include the course and the channel of its data', () => {
    expect(topicsOf({ ...about, data: { courseId: 'c1', channelId: 'general' } }).slice(2)).toEqual(
      ['course:c1', 'channel:general'],
    )
  })

  it('include its audience, but not the whole platform', () => {
    expect(topicsOf({ ...about, audience: 'channel:general' })).toContain('channel:general')
    expect(topicsOf({ ...about, audience: 'platform' })).toHaveLength(2)
  })

  it('are each listed once', () => {
    const topics = topicsOf({ ...about, audience: 'course:c1', data: { courseId: 'c1' } })
    expect(topics.filter((topic) => topic === 'course:c1')).toHaveLength(1)
  })

  it('ignore ids that are no texts', () => {
    expect(topicsOf({ ...about, data: { courseId: 7, channelId: null } })).toHaveLength(2)
  })
})
