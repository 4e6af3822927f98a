/** What the closed bell is called. */
export interface BellNames {
  readonly notifications: string
  /**
   * Holds the number in digits, as the badge shows it: who speaks to their browser says what they
   * see. `isMore`: there are more than `count`.
   */
  readonly unreadCount: (count: number, isMore: boolean) => string
}

/**
 * The bell's names in the languages that most pages speak: they are all that a closed bell says, and
 * a bell that is renamed after it was drawn would be read out twice. In any other language it is named
 * as soon as the panel's words have come.
 */
export const bellNames = {
  en: {
    notifications: 'Notifications',
    unreadCount: (count, isMore) => `Notifications, ${isMore ? 'more than ' : ''}${count} unread`,
  },
  pt: {
    notifications: 'Notificações',
    unreadCount: (count, isMore) =>
      `Notificações, ${isMore ? 'mais de ' : ''}${count} não ${count === 1 ? 'lida' : 'lidas'}`,
  },
  es: {
    notifications: 'Notificaciones',
    unreadCount: (count, isMore) => `Notificaciones, ${isMore ? 'más de ' : ''}${count} sin leer`,
  },
} satisfies Record<string, BellNames>

/**
 * What an element offers whose code cannot be fetched, by language. The words stand here because no
 * others can be fetched then.
 */
export const reloadPage: Readonly<Record<string, string | undefined>> = {
  ar: 'إعادة تحميل الصفحة',
  en: 'Reload the page',
  es: 'Recargar la página',
  he: 'טעינת הדף מחדש',
  pt: 'Recarregar a página',
}
