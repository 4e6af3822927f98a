/**
 * Returns texts with the page's own in their place. A text that is missing, or of another type than
 * the original, keeps the original.
 */
export const withOwn = <W extends object>(words: W, own: object | undefined): W => ({
  ...words,
  ...Object.fromEntries(
    Object.entries(own ?? {}).filter(
      ([name, value]) => typeof value === typeof words[name as keyof W],
    ),
  ),
})
