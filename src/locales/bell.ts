/** What the closed bell is called. */
export interface BellNames {
  readonly notifications: string
  /** `isMore`: there are more than `count`. */
  readonly unread: (count: number, isMore: boolean) => string
}

/**
 * The bell's names in every language, by language: they are all that a closed bell says, and a bell
 * that is renamed after it was drawn would be read out twice.
 */
export const bellNames: Readonly<Record<string, BellNames>> = {
  en: {
    notifications: 'Notifications',
    unread: (count, isMore) => `Notifications, ${isMore ? 'more than ' : ''}${count} unread`,
  },
  pt: {
    notifications: 'Notificações',
    unread: (count, isMore) =>
      `Notificações, ${isMore ? 'mais de ' : ''}${count} não ${count === 1 ? 'lida' : 'lidas'}`,
  },
  es: {
    notifications: 'Notificaciones',
    unread: (count, isMore) => `Notificaciones, ${isMore ? 'más de ' : ''}${count} sin leer`,
  },
}
