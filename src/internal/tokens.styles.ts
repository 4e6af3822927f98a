import { css } from 'lit'

/** The private custom properties of the closed bell, in addition to the theme. */
export const bellTokens = css`
  :host {
    --_surface: var(--belfry-surface, light-dark(#ffffff, #16181d));
    --_accent-soft: var(--belfry-accent-soft, light-dark(#eef0ff, #23264a));
    --_badge: var(--belfry-badge, #dc2626);
    --_on-badge: var(--belfry-on-badge, #ffffff);
  }
`
