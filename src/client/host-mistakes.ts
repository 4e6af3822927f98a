/**
 * The mistakes that a page or its back end can make. Each text names the mistake and its fix, and
 * follows "Belfry: " in the console.
 */
const advice = {
  'no-endpoint':
    'an element has neither an `endpoint` attribute nor a <notification-provider> around it, so it shows nothing. Set `endpoint` to the address of your Belfry server.',
  'token-url-origin':
    "`token-url` must be an address of the page's own origin. For a token from elsewhere, set the property `getToken` to a function that fetches it.",
  'token-url-answer':
    'the address in `token-url` must return JSON of the form {"token": "…"}, but it returned something else.',
  'no-token':
    '`getToken` returned no token, so the inbox cannot connect. It must return a JWT as a string, or `null` to use the cookie, within ten seconds.',
  refused:
    'the server refused the member’s token. Compare the claims and the signing key of the token with the settings of the server.',
  'not-belfry':
    'the server at the `endpoint` is not a Belfry server. Check the address, and the proxy in front of the server.',
  'origin-refused':
    'the server answers, but it does not allow requests from this page’s origin (CORS). Add the origin to BELFRY_ALLOWED_ORIGINS on the server.',
} as const satisfies Record<string, string>

/** A mistake that only the developer of the page or of its back end can fix. */
export type HostMistake = keyof typeof advice

/** The mistakes that have been written already. */
const written = new Set<HostMistake>()
/**
 * The maximum length of the detail in a message, in characters. Longer texts are whole pages or
 * stack traces, not reasons.
 */
const DETAIL_LENGTH = 200
/** Matches a token, or the greater part of one. */
const SECRET = /\beyJ[\w-]+(\.[\w-]+)*|\b[\w-]{40,}/g

/**
 * Writes a mistake to the console. Each mistake is written once, however often it occurs.
 *
 * @param detail Further information. Parts that look like a token are replaced by "…".
 */
export function logHostMistake(mistake: HostMistake, detail?: string): void {
  if (written.has(mistake)) return
  written.add(mistake)
  const reason = detail?.replace(SECRET, '…').slice(0, DETAIL_LENGTH)
  // eslint-disable-next-line no-console -- the only place of the library that warns the page's developer
  console.warn(`Belfry: ${advice[mistake]}${reason ? ` (${reason})` : ''}`)
}
