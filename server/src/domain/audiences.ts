import * as v from 'valibot'
import { EVERYONE } from '../storage/directory.js'
import { id } from './fields.js'

/** Returns the audience of all members enrolled in a course. */
export const courseAudience = (courseId: string): string => `course:${courseId}`

/** Returns the audience of all members of a channel. */
export const channelAudience = (channelId: string): string => `channel:${channelId}`

/** The schema of an audience in a request: `platform`, `course:<id>` or `channel:<id>`. */
export const audience = v.pipe(
  v.string('must be a text'),
  v.regex(/^(platform|(course|channel):.+)$/s, 'must be platform, course:<id> or channel:<id>'),
  v.check(
    (value) => value === EVERYONE || v.is(id, value.slice(value.indexOf(':') + 1)),
    'must name one course or channel',
  ),
)

/**
 * Returns the topics of a notification, by which a member may mute it: its category, type,
 * course and channel.
 */
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
