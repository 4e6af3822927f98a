/** A policy as strict as a page can have: the pictures would miss whatever breaks it. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/**
 * @param {string} direction
 * @param {string} language
 */
export const pageOf = (direction, language) => `<!doctype html>
<html lang="${language}" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Toasts</title>
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/belfry/belfry.js"></script>
  </head>
  <body><gamification-toasts duration="keep"></gamification-toasts></body>
</html>`

export const STYLES = `
  :root { color-scheme: light dark; background: light-dark(#f6f7f9, #101216); font: 16px/1.5 Inter, 'Segoe UI', Roboto, Arial, sans-serif }
`

/** A medal of the platform's own. */
export const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect width="64" height="64" fill="#0f766e"/><circle cx="32" cy="26" r="12" fill="#fde68a"/>
  <path d="M0 64c6-18 18-26 32-26s26 8 32 26z" fill="#134e4a"/></svg>`

/** @type {(amount: number, message?: string) => object} */
const points = (amount, message = 'Quiz completed') => ({
  type: 'points.earned',
  title: `+${amount} points`,
  message,
  actionUrl: '/gamification',
  data: { amount },
})
const boost = {
  type: 'boost.earned',
  title: 'Boost earned',
  message: '2× points for three days of steady study',
  actionUrl: '/gamification',
  data: { multiplier: 2, minutes: 15 },
}
/** @type {(days: number) => object} */
const streak = (days) => ({
  type: 'streak.milestone',
  title: `${days}-day streak!`,
  actionUrl: '/gamification',
  data: { days },
})
/** @type {(name: string, more?: object) => object} */
const achievement = (achievementName, more = {}) => ({
  type: 'achievement.unlocked',
  title: 'Achievement unlocked',
  message: achievementName,
  actionUrl: '/gamification',
  data: { achievementName },
  ...more,
})

/**
 * What is shown in each picture: moments that are celebrated one after the other.
 *
 * @type {Readonly<Record<string, readonly object[]>>}
 */
export const moments = {
  points: [points(15)],
  merge: [points(10), points(20, 'Lesson completed'), points(15, 'Helpful answer')],
  boost: [boost],
  'streak-7': [streak(7)],
  'streak-30': [streak(30)],
  'streak-365': [streak(365)],
  achievement: [achievement('Early bird', { message: 'Ten lessons before eight in the morning' })],
  picture: [achievement('Night owl', { imageUrl: '/picture.svg' })],
  stack: ['Early bird', 'Night owl', 'Perfect week'].map((name) => achievement(name)),
  together: [points(45), boost, achievement('Early bird')],
}
