import { css } from 'lit'
import { cardTokens, visuallyHidden } from '../../internal/card.styles.js'
import { focusRing, theme } from '../../internal/theme.styles.js'

const frame = css`
  :host {
    --_inset: var(--belfry-toast-inset, 16px);
  }

  .region {
    position: fixed;
    inset: auto;
    box-sizing: border-box;
    inline-size: min(23.5em, 100vw - 2 * var(--_inset));
    max-block-size: calc(100dvh - 2 * var(--_inset));
    margin: 0;
    padding: 0;
    overflow: visible;
    border: 0;
    background: none;
    color: var(--_text);
    font-style: normal;
    font-weight: 400;
    letter-spacing: normal;
    line-height: 1.43;
    text-align: start;
    text-transform: none;
    white-space: normal;
    pointer-events: none;
  }

  .region:not(:popover-open),
  :host([hidden]) .region {
    display: none;
  }

  .region[data-placement^='top'] {
    inset-block-start: max(var(--_inset), env(safe-area-inset-top));
  }

  .region[data-placement^='bottom'] {
    inset-block-end: max(var(--_inset), env(safe-area-inset-bottom));
  }

  .region[data-placement$='start'] {
    inset-inline-start: var(--_inset);
    --_side: start;
  }

  .region[data-placement$='end'] {
    inset-inline-end: var(--_inset);
    --_side: end;
  }

  .region[data-placement$='center'] {
    inset-inline: 0;
    margin-inline: auto;
    --_side: center;
  }

  .stack {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
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
  }

  .title {
    all: unset;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: 0.875em;
    font-weight: 650;
    cursor: pointer;
  }

  /* The whole toast is the target; what stands above it is the close button. */
  .title::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  .title:focus-visible {
    outline: none;
  }

  .toast:has(.title:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .toast:has(.title:hover) {
    border-color: color-mix(in srgb, var(--_accent) 40%, var(--_line));
  }

  .message {
    overflow-wrap: anywhere;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    text-wrap: balance;
  }

  .close {
    z-index: 1;
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

  .close .icon {
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

  .points .title {
    font-weight: 450;
  }

  .points .title:only-child {
    font-weight: 650;
  }

  .points .message {
    font-size: 0.875em;
  }

  .points .amount ~ .message::before {
    content: '· ';
  }

  .points .close {
    align-self: center;
  }

  .amount {
    color: var(--_gamification);
    font-size: 1.25em;
    font-weight: 750;
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
  }

  @media print {
    .region {
      display: none;
    }
  }
`

/** How toasts look. */
export const styles = [theme, cardTokens, visuallyHidden, focusRing, frame]
