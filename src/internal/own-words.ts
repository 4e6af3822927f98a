/** Words with a page's own in their place. What is missing stays, and so does what is of another kind. */
export const withOwn = <W extends object>(words: W, own: object | undefined): W => ({
  ...words,
  ...Object.fromEntries(
    Object.entries(own ?? {}).filter(
      ([name, value]) => typeof value === typeof words[name as keyof W],
    ),
  ),
})
