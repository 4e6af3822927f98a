import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Route } from '../http/app.js'
import type { Handler } from '../http/context.js'
import { publicFiles } from '../http/static-files.js'
import { paths } from '../paths.js'
import { courses } from './directory.js'

/** The parameters of a page's path. */
type Parameters = Readonly<Record<string, string>>

interface Page {
  readonly path: string
  /** The name of the page, which its styles use. */
  readonly page: string
  readonly heading: (parameters: Parameters) => string
  readonly text: string
  /** Additional content of the page, as HTML. */
  readonly content?: string
}

const courseName = (id = ''): string => courses[id as keyof typeof courses] ?? inWords(id)

/** Converts an id such as `angles-and-parallels` to a title: `Angles and parallels`. */
const inWords = (id = ''): string => {
  const words = id.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The pages that notifications link to. */
const pages: readonly Page[] = [
  {
    path: '/',
    page: 'home',
    heading: () => 'Good to see you',
    text: 'Post an event with the simulator and watch the bell.',
  },
  {
    path: '/courses/:courseId',
    page: 'course',
    heading: ({ courseId }) => courseName(courseId),
    text: 'Lessons, exercises and your progress in this course.',
  },
  {
    path: '/courses/:courseId/lessons/:lessonId',
    page: 'lesson',
    heading: ({ lessonId }) => inWords(lessonId),
    text: 'A lesson, with its comments below.',
  },
  {
    path: '/exams/:examId/attempts/:attemptId',
    page: 'results',
    heading: () => 'Practice exam results',
    text: 'Your answers, question by question.',
  },
  {
    path: '/certificates',
    page: 'certificates',
    heading: () => 'Certificates',
    text: 'Everything that you have completed.',
  },
  {
    path: '/community',
    page: 'community',
    heading: () => 'Community',
    text: 'Channels that you are in.',
  },
  {
    path: '/community/:channelId',
    page: 'channel',
    heading: ({ channelId }) => `#${channelId ?? ''}`,
    text: 'Messages of this channel.',
  },
  {
    path: '/documents',
    page: 'documents',
    heading: () => 'Documents',
    text: 'Documents to review or to sign.',
  },
  {
    path: '/documents/:documentId',
    page: 'document',
    heading: ({ documentId }) => inWords(documentId),
    text: 'A document to review or to sign.',
  },
  {
    path: '/live/:classId',
    page: 'live',
    heading: ({ classId }) => inWords(classId),
    text: 'The live room.',
  },
  {
    path: '/notifications',
    page: 'notifications',
    heading: () => 'Inbox',
    text: 'All notifications of the bell, as a page.',
    content: '<notification-inbox></notification-inbox>',
  },
  {
    path: '/settings/notifications',
    page: 'settings',
    heading: () => 'Settings',
    text: 'Choose which notifications you receive, and how.',
    content: '<notification-preferences></notification-preferences>',
  },
  {
    path: '/gamification',
    page: 'gamification',
    heading: () => 'Rewards',
    text: 'Points, streaks, achievements and goals.',
  },
]

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/** Creates the routes of the demo's pages, which share one HTML template, and of its files. */
export const pageRoutes = (): Route[] => [
  ...pages.map((page): Route => ({ method: 'GET', path: page.path, handler: showPage(page) })),
  { method: 'GET', path: '/site/*', handler: publicFiles('/site', paths.demoSite) },
]

const showPage =
  ({ page, heading, text, content = '' }: Page): Handler =>
  async (context) => {
    const shell = await readFile(join(paths.demoSite, 'page.html'), 'utf8')
    const title = heading(context.req.param())
    const texts: Parameters = { page, title, heading: title, text }
    context.header('content-security-policy', PAGE_POLICY)
    context.header('cache-control', 'no-cache')
    return context.html(
      shell
        .replace('{{content}}', content)
        .replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => escape(texts[name] ?? '')),
    )
  }

const entities: Parameters = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes a text for HTML, also inside an attribute. Ids come from the URL. */
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
