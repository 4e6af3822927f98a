import { css } from 'lit'

/**
 * Where our own text begins, nothing is inherited from the page but what is named here: a header's
 * shadow, spacing or line breaks are not for a panel or a toast.
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
    /* Left to itself it would follow what is around. */
    -webkit-user-select: text;
    user-select: text;
  }
`

/** What panel and toasts paint with, which the closed bell does not load. */
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

/** For eyes to skip and screen readers to read. */
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
