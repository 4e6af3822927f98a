/** The live region that all elements of a page announce through; `null` until the code that speaks is loaded. */
export const liveRegion = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-belfry=announcer]')

/** The text that the live region announced last; empty without one. */
export const announcedText = (): string => liveRegion()?.textContent.trim() ?? ''
