import { plural } from '../plural.js'
import type { MoreMessages } from './messages.js'

/** Brazilian Portuguese. */
export const ptBr: MoreMessages = {
  locale: 'pt-BR',
  searchField: 'Buscar notificações',
  closeSearch: 'Fechar a busca',
  clearSearch: 'Limpar a busca',
  searching: 'Buscando nas anteriores…',
  searchFailed: 'A busca foi feita só nas notificações desta página.',
  searchNone: (text) => `Nada encontrado para “${text}”`,
  searchNoneText: 'A busca é feita em títulos e mensagens. Tente uma palavra mais curta.',
  searchFound(count, isMore) {
    if (count === 0) return 'Nada encontrado'
    const found = plural('pt-BR', count, { one: '# resultado', other: '# resultados' })
    return isMore ? `${found}, e há mais abaixo` : found
  },
  fewerAsk: 'Silenciar o quê?',
  fewerKind: 'Todas deste tipo',
  fewerFrom: (name) => `De ${name}`,
  fewerDone: 'Silenciado: não virão mais como esta',
  fewerUndone: 'Não está mais silenciado',
  fewerFailed: 'Não foi possível salvar',
  arrivedOne: (title) => `Nova notificação: ${title}`,
  arrived: (count) =>
    plural('pt-BR', count, { one: '# notificação nova', other: '# notificações novas' }),
  arrivedFrom: (arrived, count, course) =>
    `${arrived}, ${count.toLocaleString('pt-BR')} de ${course}`,
}
