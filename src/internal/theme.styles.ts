import { css } from 'lit'

// The private names that every element paints with. Each follows a public custom property that a page
// may set anywhere above the element, and falls back to the house's own look in both schemes.

/** What all elements have in common. */
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

/** One ring for everything that takes focus; forced colours paint it in their own. */
export const focusRing = css`
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`
