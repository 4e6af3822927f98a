/** An icon for a page: a blue square of 32 pixels. */
export const PIXEL = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><rect width="32" height="32" fill="#00f"/></svg>',
)}`
