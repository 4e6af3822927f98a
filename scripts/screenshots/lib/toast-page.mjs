/** The strictest content security policy. Parts that break it are missing in the screenshots. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/**
 * Returns the HTML of the page.
 *
 * @param {string} direction
 * @param {string} language
 */
export const pageOf = (direction, language) => `<!doctype html>
<html lang="${language}" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Toasts</title>
    <link rel="stylesheet" href="/fonts/inter/index.css" />
    <link rel="stylesheet" href="/fonts/noto-sans-hebrew/index.css" />
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/belfry/belfry.js"></script>
  </head>
  <body><gamification-toasts duration="keep" confetti="off"></gamification-toasts></body>
</html>`

/** The styles of the page. */
export const STYLES = `
  :root { color-scheme: light dark; background: light-dark(#f6f7f9, #101216); font: 16px/1.5 'Inter Variable', 'Noto Sans Hebrew Variable', sans-serif }
`

/** The image of an achievement, as a platform provides it. */
export const IMAGE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
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

const mixed = Array.from(
  { length: 50 },
  (_, index) => [points(15), boost, achievement(`Badge ${index}`)][index % 3] ?? boost,
)

/**
 * The scenes of the screenshots: celebrations in their order, and the number of toasts that they
 * produce.
 *
 * @type {Readonly<Record<string, { shown: readonly object[], count: number }>>}
 */
export const scenes = {
  points: { shown: [points(15)], count: 1 },
  merge: {
    shown: [points(10), points(20, 'Lesson completed'), points(15, 'Helpful answer')],
    count: 1,
  },
  boost: { shown: [boost], count: 1 },
  'streak-7': { shown: [streak(7)], count: 1 },
  'streak-30': { shown: [streak(30)], count: 1 },
  'streak-365': { shown: [streak(365)], count: 1 },
  achievement: {
    shown: [achievement('Early bird', { message: 'Ten lessons before eight in the morning' })],
    count: 1,
  },
  picture: { shown: [achievement('Night owl', { imageUrl: '/picture.svg' })], count: 1 },
  stack: {
    shown: ['Early bird', 'Night owl', 'Perfect week'].map((name) => achievement(name)),
    count: 1,
  },
  digest: {
    shown: [streak(7), ...Array.from({ length: 3 }, () => boost), ...mixed.slice(0, 6)],
    count: 2,
  },
  burst: { shown: mixed, count: 2 },
  together: { shown: [points(45), boost, achievement('Early bird')], count: 3 },
}
