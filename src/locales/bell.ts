/** The accessible names of the closed bell. */
export interface BellNames {
  readonly notifications: string
  /**
   * The bell's name with unread notifications. It contains the number in digits, as on the badge,
   * so that members who use speech input can say what they see.
   *
   * @param isMore - whether there are more than `count`
   */
  readonly unreadCount: (count: number, isMore: boolean) => string
}

/**
 * The bell's names in the most common languages, loaded with the bell. A closed bell needs no other
 * text, and a bell that is renamed after its first render would be announced twice. In any other
 * language the bell is named once the panel's texts are loaded.
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
 * The label of the button that an element shows if its code cannot be loaded, by language. The
 * labels are in this file because other texts cannot be loaded then either.
 */
export const reloadPage: Readonly<Record<string, string | undefined>> = {
  ar: 'إعادة تحميل الصفحة',
  en: 'Reload the page',
  es: 'Recargar la página',
  he: 'טעינת הדף מחדש',
  pt: 'Recarregar a página',
}
