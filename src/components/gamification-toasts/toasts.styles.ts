import { css } from 'lit'
import { cardTokens, visuallyHidden } from '../../internal/card.styles.js'
import { focusRing, theme } from '../../internal/theme.styles.js'

const frame = css`
  :host {
    --_inset: var(--belfry-toast-inset, 16px);
  }

  .region {
    --_side: end;
    position: fixed;
    inset-block-end: max(var(--_inset), env(safe-area-inset-bottom));
    inset-inline-end: var(--_inset);
    inline-size: min(23.5em, 100% - 2 * var(--_inset));
    line-height: 1.43;
    pointer-events: none;
  }

  .region:not(:popover-open) {
    display: none;
  }

  .region[data-placement^='top'] {
    inset-block: max(var(--_inset), env(safe-area-inset-top)) auto;
  }

  .region[data-placement$='start'] {
    --_side: start;
    inset-inline: var(--_inset) auto;
  }

  .region[data-placement$='center'] {
    --_side: center;
    inset-inline: 0;
    margin-inline: auto;
  }

  .stack {
    display: grid;
    gap: 12px;
  }

  .toast {
    position: relative;
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 14px;
    box-sizing: border-box;
    min-inline-size: 0;
    padding: 14px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background-color: var(--_raised);
    box-shadow: var(--_shadow);
    pointer-events: auto;
    touch-action: pan-y;
    user-select: none;
  }

  .art,
  .disc,
  .close {
    position: relative;
    display: grid;
    place-items: center;
  }

  .text {
    display: grid;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .title {
    all: unset;
    font-size: 0.875em;
    font-weight: 650;
    cursor: pointer;
  }

  /* The whole toast is the target of the title's link; only the close button lies above it. */
  .title::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  .toast:has(.title:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .toast:has(.title:hover) {
    border-color: color-mix(in srgb, var(--_accent) 40%, var(--_line));
  }

  .message {
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
    text-wrap: balance;
  }

  /*
   * Titles with a number are not clamped, because the number moves beyond its line during its
   * animation.
   */
  .message,
  .eyebrow,
  .title > :not(:has(bdi *)) {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .close {
    z-index: 1;
    grid-column: 3;
    align-self: start;
    inline-size: 28px;
    block-size: 28px;
    margin: -4px;
    margin-inline-end: -6px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .close:hover {
    background-color: color-mix(in srgb, currentColor 12%, transparent);
    color: var(--_text);
  }

  .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .disc {
    inline-size: 32px;
    block-size: 32px;
    border-radius: 50%;
    background-color: var(--_gamification-soft);
    color: var(--_gamification);
  }

  .disc .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .points {
    justify-self: var(--_side);
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 10px;
    inline-size: fit-content;
    max-inline-size: 100%;
    padding: 8px;
    padding-inline: 10px 14px;
    border-radius: 28px;
  }

  .points .text {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 5px;
  }

  .points .message {
    font-size: 0.875em;
  }

  .points .message::before {
    content: '· ';
  }

  .points .close {
    align-self: center;
  }

  .amount {
    display: inline-block;
    color: var(--_gamification);
    font-size: 1.43em;
    font-weight: 750;
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
  }

  .amount + span {
    font-weight: 450;
  }

  @media print {
    .region {
      display: none;
    }
  }
`

/** Styles of the toasts. */
export const styles = [theme, cardTokens, visuallyHidden, focusRing, frame]
