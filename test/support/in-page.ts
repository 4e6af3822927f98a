/**
 * Source of `deep(css)`: the first match in the document or in any open shadow root below it. As in
 * Playwright's selectors, a space in `css` reaches from a host into its shadow root:
 * `notification-bell [part=button]`. A list with commas is looked for as a whole, in one tree.
 */
export const deep = `const deep = (css, root = document) => {
  const own = root.querySelector(css)
  if (own) return own
  for (const host of root.querySelectorAll('*')) {
    if (!host.shadowRoot) continue
    for (const rest of [css, ...belowHost(css, host)]) {
      const found = deep(rest, host.shadowRoot)
      if (found) return found
    }
  }
  return null
}
const belowHost = (css, host) =>
  [...css.matchAll(${String.raw`/(?<![>+~,]\s*)\s+(?![>+~,]|[^[(]*[\])])/g`})]
    .filter(({ index }) => !css.includes(',') && host.closest(css.slice(0, index)))
    .map(({ index, 0: space }) => css.slice(index + space.length))`

/** An expression with `deep` at hand, as one that answers a promise. */
export const withDeep = (expression: string): string =>
  `(async () => { ${deep}; return (${expression}) })()`

/** Far above what is promised, in milliseconds: what matters here is that it happens. */
export const PATIENCE_MS = 30_000

/**
 * Asks `holds` until it says yes.
 *
 * @throws Error that names what was waited for and the last answer.
 */
export async function poll(
  what: string,
  timeoutMs: number,
  holds: () => Promise<unknown>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    // A page that is on its way to another one cannot be asked; the next one can.
    const answer = await holds().catch((error: unknown) => String(error))
    if (answer === true) return
    if (performance.now() > deadline)
      throw new Error(`not within ${timeoutMs} ms: ${what} (last answer: ${String(answer)})`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
