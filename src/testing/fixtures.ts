import { describeType, type Content, type NotificationType, type Row } from '../protocol/index.js'

/** The fields of a row that a fixture may set; the others have defaults. */
export type RowOptions = Partial<Row> & { readonly position?: number }

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0')

/** The id of the n-th fixture, in the form of a UUIDv7. Ids grow with `n`. */
export const fixtureId = (n: number): string => `01900000-0000-7000-8000-${hex(n, 12)}`

/** The moment at which the fixtures' time begins, in milliseconds since the epoch. */
export const FIXTURE_TIME = Date.parse('2026-03-02T09:00:00.000Z')

/** Makes an unread row of the member's own, which arrived as the `position`-th change. */
export function memberRow({ position = 1, ...row }: RowOptions = {}): Row {
  const content = row.content === undefined ? lesson(position) : row.content
  return {
    id: fixtureId(position),
    scope: 'member',
    category: content ? describeType(content.type).category : 'learning',
    createdAt: new Date(FIXTURE_TIME + position * 60_000).toISOString(),
    kind: 'created',
    rev: position,
    revb: 0,
    pos: position,
    alertPos: position,
    readPos: 0,
    gonePos: 0,
    raisedU: 0,
    readAtU: 0,
    retracted: false,
    ...row,
    content,
  }
}

/** Makes an unread row of a broadcast, which arrived as the `position`-th broadcast. */
export const broadcastRow = ({ position = 1, ...row }: RowOptions = {}): Row =>
  memberRow({ position, scope: 'broadcast', rev: 0, revb: position, ...row })

/** Makes the content of a notification about a new lesson. */
export const lesson = (number: number): Content => ({
  type: 'lesson.published',
  title: 'New lesson available',
  message: `Lesson ${number} is now available in Geometry I`,
  actionUrl: `/courses/geometry-1/lessons/lesson-${number}`,
})

type Words = Omit<Content, 'type'>

const lessonLink = '/courses/geometry-1/lessons/right-triangles'

/** The texts of one notification of each type, in English. */
export const examples: Readonly<Record<NotificationType, Words>> = {
  'lesson.published': {
    title: 'New lesson available',
    message: 'Right triangles is now available in Geometry I',
    actionUrl: lessonLink,
  },
  'exam.graded': {
    title: 'Practice exam result',
    message: 'You scored 92% on Angles and proofs',
    actionUrl: '/exams/angles/attempts/2',
  },
  'certificate.issued': {
    title: 'Your certificate is ready',
    message: 'Algebra basics',
    actionUrl: '/certificates',
  },
  'course.enrolled': {
    title: 'Welcome to Geometry I',
    message: '',
    actionUrl: '/courses/geometry-1',
  },
  'live_class.started': {
    title: 'Questions before the exam is live now',
    message: 'Geometry I',
    actionUrl: '/live/questions',
  },
  'comment.created': {
    title: 'Bruno Lima commented on Right triangles',
    message: 'Why is the longest side always the one across from the right angle?',
    actionUrl: `${lessonLink}#comment-7`,
  },
  'comment.replied': {
    title: 'Clara Nunes replied to you',
    message: 'Draw the square on each side, and count the small ones.',
    actionUrl: `${lessonLink}#comment-8`,
  },
  'channel.message': {
    title: 'Daniel Costa in #study-group',
    message: 'Who is in the library this afternoon?',
    actionUrl: '/community/study-group',
  },
  'document.published': {
    title: 'New document to sign',
    message: 'Learning agreement',
    actionUrl: '/documents/agreement',
  },
  'boost.earned': {
    title: 'Boost earned',
    message: '2× points for five lessons in a row',
    actionUrl: '/gamification',
  },
  'streak.milestone': { title: '30-day streak!', message: '', actionUrl: '/gamification' },
  'achievement.unlocked': {
    title: 'Achievement unlocked',
    message: 'Early bird',
    actionUrl: '/gamification',
  },
  'points.earned': {
    title: '+15 points',
    message: 'Quiz completed',
    actionUrl: '/gamification',
  },
  'goal.reached': {
    title: 'Weekly goal reached',
    message: 'Five lessons a week',
    actionUrl: '/gamification',
  },
  'streak.lost': { title: 'Your 12-day streak ended', message: '', actionUrl: '/gamification' },
  'announcement.published': {
    title: 'Maintenance on Sunday',
    message: 'The platform rests on Sunday from 2 to 4 in the morning.',
  },
}

/** Makes the content of the example notification of a type. */
export const example = (type: NotificationType): Content => ({ type, ...examples[type] })

/** A notification of a platform's own type, which is not in the catalogue. */
export const ownType: Content = {
  type: 'ranking.changed',
  title: 'You are third in Geometry I',
  message: 'Two places up since yesterday',
  actionUrl: '/ranking',
}

/** Contents with texts of the greatest length, one of them without a place to break. */
export const longTexts: readonly Content[] = [
  {
    ...example('comment.created'),
    title: 'A title of two hundred characters that goes on and on '.repeat(4).slice(0, 200),
    message: 'A message of two thousand characters that nobody will read. '
      .repeat(34)
      .slice(0, 2_000),
  },
  {
    ...example('document.published'),
    title:
      'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2),
    message: 'https://campus.example/documents/' + '0123456789abcdef'.repeat(12),
  },
]

/**
 * The same four notifications in other languages; those in Hebrew and Arabic are written from right
 * to left.
 */
export const translations: Readonly<Record<'pt-BR' | 'es' | 'he' | 'ar', readonly Content[]>> = {
  'pt-BR': [
    translated(
      'lesson.published',
      'Nova aula disponível',
      'Triângulos já está disponível em Geometria I',
    ),
    translated(
      'comment.replied',
      'Clara Nunes respondeu a você',
      'Desenhe o quadrado de cada lado.',
    ),
    translated('points.earned', '+15 pontos', 'Questionário concluído'),
    translated('streak.milestone', 'Sequência de 30 dias!', ''),
  ],
  es: [
    translated(
      'lesson.published',
      'Nueva lección disponible',
      'Triángulos ya está disponible en Geometría I',
    ),
    translated('comment.replied', 'Clara Nunes te respondió', 'Dibuja el cuadrado de cada lado.'),
    translated('points.earned', '+15 puntos', 'Cuestionario completado'),
    translated('streak.milestone', '¡Racha de 30 días!', ''),
  ],
  he: [
    translated(
      'lesson.published',
      'שיעור חדש זמין',
      'משולשים ישרי זווית זמין כעת בקורס Geometry I',
    ),
    translated('comment.replied', 'שרה כהן השיבה לך', 'ציירי את הריבוע על כל צלע.'),
    translated('points.earned', '+15 נקודות', 'החידון הושלם'),
    translated('streak.milestone', 'רצף של 30 ימים!', ''),
  ],
  ar: [
    translated('lesson.published', 'درس جديد متاح', 'المثلثات القائمة متاح الآن في Geometry I'),
    translated('comment.replied', 'ردّت عليك ليلى حداد', 'ارسمي المربع على كل ضلع.'),
    translated('points.earned', '+15 نقطة', 'اكتمل الاختبار'),
    translated('streak.milestone', 'سلسلة من 30 يومًا!', ''),
  ],
}

function translated(type: NotificationType, title: string, message: string): Content {
  return { ...example(type), title, message }
}
