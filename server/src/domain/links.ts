import { safeLink } from 'belfry/protocol'

/** Where notifications lead by default, with `{…}` from the data. A platform may change each. */
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

/** A kind of place that notifications lead to. */
export type LinkName = keyof typeof defaultLinks

/** The places of one platform. */
export type Links = Readonly<Record<LinkName, string>>

const PLACEHOLDER = /\{(\w+)\}/g

/** Puts values in place of `{…}`. */
const fill = (template: string, show: (name: string) => string): string =>
  template.replace(PLACEHOLDER, (_whole, name: string) => show(name))

/** The names that stand as `{…}` in a text. */
const placeholdersOf = (template: string): string[] =>
  [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name)

/** Whether a template leads somewhere safe, whatever the data holds. */
export function isLinkTemplate(name: LinkName, template: string): boolean {
  const known = placeholdersOf(defaultLinks[name])
  return (
    placeholdersOf(template).every((placeholder) => known.includes(placeholder)) &&
    safeLink(fill(template, () => 'x')) !== null
  )
}

/** The link for some data; `undefined` where the data does not fill it. */
export function renderLink(
  template: string,
  data: Readonly<Record<string, unknown>>,
): string | undefined {
  const isFilled = placeholdersOf(template).every((name) => typeof data[name] === 'string')
  if (!isFilled) return undefined
  return safeLink(fill(template, (name) => encodeURIComponent(data[name] as string))) ?? undefined
}
