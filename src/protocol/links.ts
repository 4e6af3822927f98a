/**
 * Returns a link if it is safe to follow, and `null` otherwise. Safe links are paths that begin
 * with exactly one `/`, and `https:` and `http:` URLs. The server refuses other links when it
 * stores a notification; the page shows such a notification without a link.
 *
 * The text is returned unchanged, so that the checked link is the one that is used.
 */
export function safeLink(link: unknown): string | null {
  if (typeof link !== 'string' || link.length > LINK_LENGTH || hidden.test(link)) return null
  // A browser reads a backslash as a slash: "/\host" would leave the site.
  if (/^\/(?![/\\])/.test(link)) return link
  if (!/^https?:\/\/[^/\\]/i.test(link)) return null
  try {
    const { username, password } = new URL(link)
    return username || password ? null : link
  } catch {
    // The text is not a valid URL.
    return null
  }
}

/** The maximum length of a link, in characters. */
export const LINK_LENGTH = 2000

// Browsers drop tabs and newlines inside a URL and trim it, so that "java\nscript:" is a scheme.
// Direction marks make a link look like a different one.
// eslint-disable-next-line no-control-regex -- these are the characters to refuse
const hidden = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
