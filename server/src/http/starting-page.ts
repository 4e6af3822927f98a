import { createHash } from 'node:crypto'

const STYLES = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body {
    min-height: 100dvh; margin: 0; display: grid; place-content: center; justify-items: center;
    box-sizing: border-box; padding: 24px; text-align: center;
    background: light-dark(#f6f7f9, #16181d); color: light-dark(#16181d, #f2f4f8);
  }
  svg { inline-size: 56px; color: light-dark(#4338ca, #a5b4fc); transform-origin: 50% 10%; }
  h1 { margin: 16px 0 0; font-size: 1.375rem; font-weight: 650; letter-spacing: -0.01em; }
  p { margin: 4px 0 0; max-inline-size: 34ch; text-wrap: balance; color: light-dark(#596070, #a3abbb); }
  @media (prefers-reduced-motion: no-preference) {
    svg { animation: ring 2.4s ease-in-out infinite; }
    @keyframes ring {
      0%, 30%, 100% { rotate: 0deg; }
      5%, 15% { rotate: 9deg; }
      10%, 20% { rotate: -9deg; }
    }
  }
`

/** The content security policy of {@link startingPage}: it allows the page's own styles alone. */
export const startingPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLES).digest('base64')}'`,
  "frame-ancestors 'none'",
].join('; ')

/**
 * Renders the page that the demo shows while its database is opened. The page loads itself again.
 *
 * @param retrySeconds The time until it does, in seconds.
 */
export const startingPage = (retrySeconds: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta http-equiv="refresh" content="${retrySeconds}" />
    <title>Belfry is starting</title>
    <style>${STYLES}</style>
  </head>
  <body>
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6M10 20a2.2 2.2 0 0 0 4 0" />
    </svg>
    <h1>Belfry is starting</h1>
    <p>The first start takes a few seconds. The demo opens here by itself.</p>
  </body>
</html>
`
