import { safeLink } from 'belfry/protocol'

/**
 * The default links of notifications, with placeholders for values of the data. A platform may
 * change each of them.
 */
export const defaultLinks = {
  lesson: '/courses/{courseId}/lessons/{lessonId}',
  comment: '/courses/{courseId}/lessons/{lessonId}#comment-{commentId}',
  results: '/exams/{examId}/attempts/{attemptId}',
  certificates: '/certificates',
  course: '/courses/{courseId}',
  live: '/live/{classId}',
  channel: '/community/{channelId}',
  document: '/documents/{documentId}',
  gamification: '/gamification',
} as const

/** The name of a link that notifications use. */
export type LinkName = keyof typeof defaultLinks

/** The links of one platform. */
export type Links = Readonly<Record<LinkName, string>>

const PLACEHOLDER = /\{(\w+)\}/g

/** Replaces the placeholders `{…}` by values. */
const fill = (template: string, show: (name: string) => string): string =>
  template.replace(PLACEHOLDER, (_whole, name: string) => show(name))

/** Returns the names of the placeholders `{…}` in a template. */
const placeholdersOf = (template: string): string[] =>
  [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name)

/** Whether a link template uses only known placeholders and is a safe link for all values. */
export function isLinkTemplate(name: LinkName, template: string): boolean {
  const known = placeholdersOf(defaultLinks[name])
  return (
    placeholdersOf(template).every((placeholder) => known.includes(placeholder)) &&
    safeLink(fill(template, () => 'x')) !== null
  )
}

/**
 * Returns the link for some data; `undefined` if the data lacks a value or the link is not safe.
 */
export function renderLink(
  template: string,
  data: Readonly<Record<string, unknown>>,
): string | undefined {
  const isFilled = placeholdersOf(template).every((name) => typeof data[name] === 'string')
  if (!isFilled) return undefined
  return safeLink(fill(template, (name) => encodeURIComponent(data[name] as string))) ?? undefined
}
