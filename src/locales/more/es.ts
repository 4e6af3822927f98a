import { plural } from '../plural.js'
import type { MoreMessages } from './messages.js'

/** Spanish. */
export const es: MoreMessages = {
  locale: 'es',
  searchField: 'Buscar notificaciones',
  closeSearch: 'Cerrar la búsqueda',
  clearSearch: 'Borrar la búsqueda',
  searching: 'Buscando entre las anteriores…',
  searchFailed: 'Solo se ha buscado entre las notificaciones de esta página.',
  searchNone: (text) => `No hay resultados para «${text}»`,
  searchNoneText: 'Se busca en títulos y mensajes. Prueba con una palabra más corta.',
  searchFound(count, isMore) {
    if (count === 0) return 'No hay resultados'
    const found = plural('es', count, { one: '# resultado', other: '# resultados' })
    return isMore ? `${found}, y hay más abajo` : found
  },
  fewerAsk: '¿Qué silenciar?',
  fewerKind: 'Todas las de este tipo',
  fewerFrom: (name) => `De ${name}`,
  fewerDone: 'Silenciado: no llegarán más como esta',
  fewerUndone: 'Ya no está silenciado',
  fewerFailed: 'No se ha podido guardar',
  arrivedOne: (title) => `Nueva notificación: ${title}`,
  arrived: (count) =>
    plural('es', count, { one: '# notificación nueva', other: '# notificaciones nuevas' }),
  arrivedFrom: (arrived, count, course) => `${arrived}, ${count.toLocaleString('es')} de ${course}`,
}
