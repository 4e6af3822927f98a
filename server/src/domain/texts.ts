import type { Locale } from './locales.js'

/** What a notification says, with `{…}` from the event's data. */
export interface Text {
  readonly title: string
  readonly message: string
}

/** The types whose texts the server writes. */
export type TextKey = 'lesson.published' | 'course.enrolled' | 'points.earned'

/** The default texts, per language. */
export const texts: Readonly<Record<Locale, Readonly<Record<TextKey, Text>>>> = {
  en: {
    'lesson.published': {
      title: 'New lesson available',
      message: '{lessonTitle} is now available in {courseTitle}',
    },
    'course.enrolled': { title: 'Welcome to {courseTitle}', message: '' },
    'points.earned': { title: '+{amount} points', message: '{reason}' },
  },
  'pt-BR': {
    'lesson.published': {
      title: 'Nova aula disponível',
      message: '{lessonTitle} já está disponível em {courseTitle}',
    },
    'course.enrolled': { title: 'Boas-vindas ao curso {courseTitle}', message: '' },
    'points.earned': { title: '+{amount} pontos', message: '{reason}' },
  },
  es: {
    'lesson.published': {
      title: 'Nueva lección disponible',
      message: '{lessonTitle} ya está disponible en {courseTitle}',
    },
    'course.enrolled': { title: 'Te damos la bienvenida a {courseTitle}', message: '' },
    'points.earned': { title: '+{amount} puntos', message: '{reason}' },
  },
}
