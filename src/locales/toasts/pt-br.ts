import type { ToastMessages } from './messages.js'

/** Brazilian Portuguese. */
export const ptBr: ToastMessages = {
  locale: 'pt-BR',
  celebrations: 'Comemorações',
  close: 'Fechar',
  points: (count) => (count === 1 ? 'ponto' : 'pontos'),
  pointsEarned: (count, formatted) =>
    count === 1 ? `${formatted} ponto ganho` : `${formatted} pontos ganhos`,
  daysInARow: (count) => (count === 1 ? 'dia seguido' : 'dias seguidos'),
  achievements: (count) => (count === 1 ? '1 conquista' : `${count} conquistas`),
  more: (count) => `mais ${count}`,
  streaks: (count) => (count === 1 ? '1 sequência' : `${count} sequências`),
  boosts: (count) => (count === 1 ? '1 bônus' : `${count} bônus`),
  timeLeft: (time) => `restam ${time}`,
  rewards: (count) => (count === 1 ? '1 nova recompensa' : `${count} novas recompensas`),
}
