import * as v from 'valibot'
import { EVERYONE } from '../storage/directory.js'
import { id } from './fields.js'

/** The audience of everyone enrolled in a course. */
export const courseAudience = (courseId: string): string => `course:${courseId}`

/** The audience of everyone in a channel. */
export const channelAudience = (channelId: string): string => `channel:${channelId}`

/** An audience as a request names it. */
export const audience = v.pipe(
  v.string('must be a text'),
  v.regex(/^(platform|(course|channel):.+)$/s, 'must be platform, course:<id> or channel:<id>'),
  v.check(
    (value) => value === EVERYONE || v.is(id, value.slice(value.indexOf(':') + 1)),
    'must name one course or channel',
  ),
)

/** What a notification is about, as a member may mute it: its category, type, course, channel. */
export function topicsOf(about: {
  readonly category: string
  readonly type: string
  readonly audience?: string
  readonly data: Readonly<Record<string, unknown>>
}): string[] {
  const { category, type, audience: reached = EVERYONE, data } = about
  const { courseId, channelId } = data
  const topics = [`category:${category}`, `type:${type}`]
  if (reached !== EVERYONE) topics.push(reached)
  if (typeof courseId === 'string') topics.push(courseAudience(courseId))
  if (typeof channelId === 'string') topics.push(channelAudience(channelId))
  return [...new Set(topics)]
}
