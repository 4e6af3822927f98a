/**
 * The link that may be followed, or `null`. Allowed are a path that begins with exactly one `/`,
 * `https:` and `http:`. The server refuses the rest at write; the page shows it without a link.
 *
 * The text is returned unchanged: what was checked is what is used.
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
    // Not an address at all, so not a link.
    return null
  }
}

/** The longest link, in characters. */
export const LINK_LENGTH = 2000

// Browsers drop tab and newline inside an address, and trim what surrounds it, so that
// "java\nscript:" is a scheme. Direction marks make a link read as another one.
// eslint-disable-next-line no-control-regex -- these are the characters to refuse
const hidden = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
