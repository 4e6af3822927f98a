/**
 * The mistakes that a page or its back end can make, each with a sentence that explains the fix.
 */
const advice = {
  'no-endpoint':
    'an element has neither an `endpoint` attribute nor a <notification-provider> around it, so it shows nothing. Give it the address of your Belfry server.',
  'token-url-origin':
    "`token-url` must be an address of the page's own origin. For a token from elsewhere, set the property `getToken` to a function that fetches it.",
  'token-url-answer':
    '`token-url` must answer JSON of the form {"token": "…"}, and answered something else.',
  'no-token':
    '`getToken` gave no token, so the inbox cannot be reached. It has to answer a JWT as text, or `null` to use the cookie, within ten seconds.',
  refused:
    'the server refused the member’s token. Compare its claims and its signing key with the settings of the server.',
  'not-belfry':
    'what answers at the `endpoint` is not a Belfry server. Check the address, and the proxy before the server.',
  'origin-refused':
    'the server answers, but does not allow this page’s origin to ask (CORS). Add the origin to its BELFRY_ALLOWED_ORIGINS.',
} as const satisfies Record<string, string>

/** A mistake that only the developer of the page or of its back end can fix. */
export type HostMistake = keyof typeof advice

const told = new Set<HostMistake>()
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
export function tellHostMistake(mistake: HostMistake, detail?: string): void {
  if (told.has(mistake)) return
  told.add(mistake)
  const found = detail?.replace(SECRET, '…').slice(0, DETAIL_LENGTH)
  // eslint-disable-next-line no-console -- the library's one place that speaks to the page's developer
  console.warn(`Belfry: ${advice[mistake]}${found ? ` (${found})` : ''}`)
}
