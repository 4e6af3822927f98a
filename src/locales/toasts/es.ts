import type { ToastMessages } from './messages.js'

/** Spanish. */
export const es: ToastMessages = {
  locale: 'es',
  celebrations: 'Celebraciones',
  close: 'Cerrar',
  points: (count) => (count === 1 ? 'punto' : 'puntos'),
  pointsEarned: (count, formatted) =>
    count === 1 ? `${formatted} punto ganado` : `${formatted} puntos ganados`,
  daysInARow: (count) => (count === 1 ? 'día seguido' : 'días seguidos'),
  achievements: (count) => (count === 1 ? '1 logro' : `${count} logros`),
  more: (count) => `${count} más`,
  streaks: (count) => (count === 1 ? '1 racha' : `${count} rachas`),
  boosts: (count) => (count === 1 ? '1 impulso' : `${count} impulsos`),
  timeLeft: (time) => `quedan ${time}`,
  rewards: (count) => (count === 1 ? '1 recompensa nueva' : `${count} recompensas nuevas`),
}
