import type { NotificationType } from 'belfry/protocol'
import type { LinkName } from './links.js'
import type { Locale } from './locales.js'
import { type Phrase, pluralPhrase } from './phrase.js'

/** The texts of a notification, with placeholders for values of the event's data. */
export interface Text {
  readonly title: Phrase
  readonly message: Phrase
}

/**
 * The server's entry for a notification type. The entry that pages need is in the catalogue of
 * belfry/protocol.
 */
export interface ServerEntry {
  /** The recipients, as a description for people. */
  readonly audience: string
  /** The link of the notification; `null` if only the sender knows it. */
  readonly link: LinkName | null
  /** The default texts by language; `null` if only the sender has texts. */
  readonly texts: Readonly<Record<Locale, Text>> | null
}

/** The server's entries for the 16 notification types. */
export const serverCatalogue: Readonly<Record<NotificationType, ServerEntry>> = {
  'lesson.published': {
    audience: 'everyone in the course',
    link: 'lesson',
    texts: {
      en: {
        title: 'New lesson available',
        message: '{lessonTitle} is now available in {courseTitle}',
      },
      'pt-BR': {
        title: 'Nova aula disponível',
        message: '{lessonTitle} já está disponível em {courseTitle}',
      },
      es: {
        title: 'Nueva lección disponible',
        message: '{lessonTitle} ya está disponible en {courseTitle}',
      },
    },
  },
  'exam.graded': {
    audience: 'the member',
    link: 'results',
    texts: {
      en: { title: 'Practice exam result', message: 'You scored {score}% on {examTitle}' },
      'pt-BR': { title: 'Resultado do simulado', message: 'Você acertou {score}% em {examTitle}' },
      es: {
        title: 'Resultado del examen de práctica',
        message: 'Obtuviste {score}% en {examTitle}',
      },
    },
  },
  'certificate.issued': {
    audience: 'the member',
    link: 'certificates',
    texts: {
      en: { title: 'Your certificate is ready', message: '{courseTitle}' },
      'pt-BR': { title: 'Seu certificado está pronto', message: '{courseTitle}' },
      es: { title: 'Tu certificado está listo', message: '{courseTitle}' },
    },
  },
  'course.enrolled': {
    audience: 'the member',
    link: 'course',
    texts: {
      en: { title: 'Welcome to {courseTitle}', message: '' },
      'pt-BR': { title: 'Boas-vindas ao curso {courseTitle}', message: '' },
      es: { title: 'Te damos la bienvenida a {courseTitle}', message: '' },
    },
  },
  'live_class.started': {
    audience: 'everyone in the course',
    link: 'live',
    texts: {
      en: { title: '{classTitle} is live now', message: '{courseTitle}' },
      'pt-BR': { title: '{classTitle} está ao vivo agora', message: '{courseTitle}' },
      es: { title: '{classTitle} está en vivo ahora', message: '{courseTitle}' },
    },
  },
  'comment.created': {
    audience: 'members who commented on the lesson before',
    link: 'comment',
    texts: {
      en: { title: '{authorName} commented on {lessonTitle}', message: '{excerpt}' },
      'pt-BR': { title: '{authorName} comentou em {lessonTitle}', message: '{excerpt}' },
      es: { title: '{authorName} comentó en {lessonTitle}', message: '{excerpt}' },
    },
  },
  'comment.replied': {
    audience: 'the author of the parent comment',
    link: 'comment',
    texts: {
      en: { title: '{authorName} replied to you', message: '{excerpt}' },
      'pt-BR': { title: '{authorName} respondeu a você', message: '{excerpt}' },
      es: { title: '{authorName} te respondió', message: '{excerpt}' },
    },
  },
  'channel.message': {
    audience: 'everyone in the channel except the author',
    link: 'channel',
    texts: {
      en: { title: '{authorName} in #{channelName}', message: '{excerpt}' },
      'pt-BR': { title: '{authorName} em #{channelName}', message: '{excerpt}' },
      es: { title: '{authorName} en #{channelName}', message: '{excerpt}' },
    },
  },
  'document.published': {
    audience: 'the members named, or everyone in the course',
    link: 'document',
    texts: {
      en: { title: 'New document to {action}', message: '{documentTitle}' },
      'pt-BR': { title: 'Novo documento para {action}', message: '{documentTitle}' },
      es: { title: 'Nuevo documento para {action}', message: '{documentTitle}' },
    },
  },
  'boost.earned': {
    audience: 'the member',
    link: 'gamification',
    texts: {
      en: { title: 'Boost earned', message: '{multiplier}× points for {reason}' },
      'pt-BR': { title: 'Bônus conquistado', message: '{multiplier}× pontos por {reason}' },
      es: { title: 'Impulso conseguido', message: '{multiplier}× puntos por {reason}' },
    },
  },
  'streak.milestone': {
    audience: 'the member',
    link: 'gamification',
    texts: {
      en: { title: '{days}-day streak!', message: '' },
      'pt-BR': {
        title: pluralPhrase('days', {
          one: 'Sequência de {days} dia!',
          many: 'Sequência de {days} de dias!',
          other: 'Sequência de {days} dias!',
        }),
        message: '',
      },
      es: {
        title: pluralPhrase('days', {
          one: '¡Racha de {days} día!',
          many: '¡Racha de {days} de días!',
          other: '¡Racha de {days} días!',
        }),
        message: '',
      },
    },
  },
  'achievement.unlocked': {
    audience: 'the member',
    link: 'gamification',
    texts: {
      en: { title: 'Achievement unlocked', message: '{achievementName}' },
      'pt-BR': { title: 'Conquista desbloqueada', message: '{achievementName}' },
      es: { title: 'Logro desbloqueado', message: '{achievementName}' },
    },
  },
  'points.earned': {
    audience: 'the member',
    link: 'gamification',
    texts: {
      en: {
        title: pluralPhrase('amount', { one: '{+amount} point', other: '{+amount} points' }),
        message: '{reason}',
      },
      'pt-BR': {
        title: pluralPhrase('amount', {
          one: '{+amount} ponto',
          many: '{+amount} de pontos',
          other: '{+amount} pontos',
        }),
        message: '{reason}',
      },
      es: {
        title: pluralPhrase('amount', {
          one: '{+amount} punto',
          many: '{+amount} de puntos',
          other: '{+amount} puntos',
        }),
        message: '{reason}',
      },
    },
  },
  'goal.reached': {
    audience: 'the member',
    link: 'gamification',
    texts: {
      en: { title: 'Weekly goal reached', message: '{goalTitle}' },
      'pt-BR': { title: 'Meta semanal alcançada', message: '{goalTitle}' },
      es: { title: 'Meta semanal alcanzada', message: '{goalTitle}' },
    },
  },
  'streak.lost': {
    audience: 'the member',
    link: 'gamification',
    texts: {
      en: { title: 'Your {days}-day streak ended', message: '' },
      'pt-BR': {
        title: pluralPhrase('days', {
          one: 'Sua sequência de {days} dia terminou',
          many: 'Sua sequência de {days} de dias terminou',
          other: 'Sua sequência de {days} dias terminou',
        }),
        message: '',
      },
      es: {
        title: pluralPhrase('days', {
          one: 'Tu racha de {days} día terminó',
          many: 'Tu racha de {days} de días terminó',
          other: 'Tu racha de {days} días terminó',
        }),
        message: '',
      },
    },
  },
  'announcement.published': {
    audience: 'the platform, a course or one member',
    link: null,
    texts: null,
  },
}

/** The fields of the data whose values are translated, with the translations. */
export const wordsOfData: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<Locale, string>>>>>
> = {
  action: {
    review: { en: 'review', 'pt-BR': 'revisar', es: 'revisar' },
    signature: { en: 'sign', 'pt-BR': 'assinar', es: 'firmar' },
  },
}
