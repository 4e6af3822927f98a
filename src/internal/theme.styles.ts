import { css } from 'lit'

// The private custom properties of the elements. Each reads a public custom property that a page
// may set on any ancestor, and falls back to the default look for light and dark.

/** The styles that all elements share. */
export const theme = css`
  :host {
    --_accent: var(--belfry-accent, light-dark(#4338ca, #a5b4fc));
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }
`

/**
 * The focus ring of all controls. In forced colours the browser paints it in the system's colour.
 */
export const focusRing = css`
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`
