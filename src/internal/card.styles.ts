import { css } from 'lit'

/**
 * Resets inherited styles where the library's own text begins. Only the properties named here are
 * inherited from the page: a header's text shadow, spacing or line breaks must not apply to a panel
 * or a toast.
 */
const reset = css`
  :where(.panel, .page, .region) {
    all: initial;
    color: var(--_text);
    color-scheme: inherit;
    font-family: inherit;
    font-size: inherit;
    line-height: 1.5;
    visibility: inherit;
    -webkit-locale: inherit;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
    /* With the initial value, whether text can be selected would depend on the elements around. */
    -webkit-user-select: text;
    user-select: text;
  }
`

/** The private custom properties of panel and toasts, which the closed bell does not load. */
export const cardTokens = css`
  ${reset}
  :host {
    --_raised: var(--belfry-raised, light-dark(#ffffff, #1e2128));
    --_text: var(--belfry-text, light-dark(#16181d, #f2f4f8));
    --_muted: var(--belfry-muted, light-dark(#596070, #a3abbb));
    --_line: var(--belfry-line, light-dark(#e6e8ee, #2b2f39));
    --_gamification: var(--belfry-gamification, light-dark(#b45309, #fcd34d));
    --_gamification-soft: var(--belfry-gamification-soft, light-dark(#fef3d6, #3a2a0c));
    --_radius: var(--belfry-radius, 16px);
    --_shadow: var(
      --belfry-shadow,
      0 1px 2px light-dark(#0f172a14, #00000066),
      0 12px 32px -8px light-dark(#0f172a33, #000000bb)
    );
  }
`

/** Hides text visually but leaves it to screen readers. */
export const visuallyHidden = css`
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
