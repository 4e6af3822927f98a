import type { Messages } from './messages.js'

/** Brazilian Portuguese. */
export const ptBr: Messages = {
  locale: 'pt-BR',
  notifications: 'Notificações',
  unread: 'Não lida',
  markAllAsRead: 'Marcar todas como lidas',
  close: 'Fechar',
  loading: 'Carregando notificações…',
  loadOlder: 'Carregar anteriores',
  loadingOlder: 'Carregando…',
  loadOlderFailed: 'Não foi possível carregar as notificações anteriores.',
  tryAgain: 'Tentar novamente',
  emptyTitle: 'Tudo em dia',
  emptyText: 'Novas aulas, respostas e resultados aparecerão aqui.',
  failedTitle: 'Notificações fora de alcance',
  failedText: 'A conexão falhou. Nada se perdeu: elas aparecerão quando a conexão voltar.',
  signedOutTitle: 'Você saiu da sua conta',
  signedOutText: 'Entre novamente para ver suas notificações.',
  statusConnecting: 'Conectando…',
  statusLive: 'Ao vivo',
  statusDegraded: 'Atualizando de tempos em tempos',
  statusOffline: 'Sem conexão, tentando novamente',
  statusUnauthorized: 'Sessão encerrada',
  statusClosed: 'Desconectado',
}
