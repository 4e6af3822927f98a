import { css } from 'lit'

// The private names that every element paints with. Each follows a public custom property that a page
// may set anywhere above the element, and falls back to the house's own look in both schemes.

/** What the closed bell needs of them; the others are in surface.styles.ts, which it does not load. */
export const bellTokens = css`
  :host {
    --_surface: var(--belfry-surface, light-dark(#ffffff, #16181d));
    --_accent: var(--belfry-accent, light-dark(#4338ca, #a5b4fc));
    --_accent-soft: var(--belfry-accent-soft, light-dark(#eef0ff, #23264a));
    --_badge: var(--belfry-badge, #dc2626);
    --_on-badge: var(--belfry-on-badge, #ffffff);
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
