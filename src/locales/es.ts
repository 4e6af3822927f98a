import type { Messages } from './messages.js'

/** Spanish. */
export const es: Messages = {
  locale: 'es',
  notifications: 'Notificaciones',
  unread: 'Sin leer',
  markAllAsRead: 'Marcar todas como leídas',
  close: 'Cerrar',
  loading: 'Cargando notificaciones…',
  loadOlder: 'Cargar anteriores',
  loadingOlder: 'Cargando…',
  loadOlderFailed: 'No se pudieron cargar las notificaciones anteriores.',
  tryAgain: 'Reintentar',
  emptyTitle: 'Estás al día',
  emptyText: 'Las nuevas lecciones, respuestas y resultados aparecerán aquí.',
  failedTitle: 'Notificaciones fuera de alcance',
  failedText: 'Falló la conexión. No se ha perdido nada: aparecerán cuando vuelva.',
  signedOutTitle: 'Has cerrado la sesión',
  signedOutText: 'Vuelve a entrar para ver tus notificaciones.',
  statusConnecting: 'Conectando…',
  statusLive: 'En directo',
  statusDegraded: 'Actualizando de vez en cuando',
  statusOffline: 'Sin conexión, reintentando',
  statusUnauthorized: 'Sesión cerrada',
  statusClosed: 'Desconectado',
}
