import { css } from 'lit'
import { focusRing, theme } from '../../internal/theme.styles.js'
import { bellTokens } from '../../internal/tokens.styles.js'

const bell = css`
  :host {
    --_size: var(--belfry-bell-size, 44px);

    display: inline-block;
    inline-size: var(--_size);
    block-size: var(--_size);
    vertical-align: middle;
  }

  :host([hidden]) {
    display: none;
  }

  /* Weaker than the ring around the focus. */
  :where(.button) {
    all: initial;
    color: inherit;
    color-scheme: inherit;
    font-family: inherit;
    font-size: inherit;
    pointer-events: inherit;
    visibility: inherit;
  }

  .button {
    box-sizing: border-box;
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 12px;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    transition: background-color 120ms;
  }

  .button:hover {
    background-color: color-mix(in srgb, currentColor 8%, transparent);
  }

  :host(:state(open)) .button {
    background-color: var(--_accent-soft);
    color: var(--_accent);
  }

  .icon {
    display: block;
    inline-size: 24px;
    block-size: 24px;
  }

  /* Hangs on the bell's shoulder and grows away from it, so that 99+ leaves the bell readable. */
  .badge {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: calc(50% + 3px);
    box-sizing: border-box;
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 5px;
    border-radius: 9px;
    background-color: var(--_badge);
    box-shadow: 0 0 0 2px var(--_surface);
    color: var(--_on-badge);
    font-size: 11px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 18px;
    text-align: center;
    pointer-events: none;
  }

  .badge:empty {
    inset-inline-start: calc(50% + 4px);
    inset-block-start: 7px;
    min-inline-size: 10px;
    block-size: 10px;
    padding: 0;
  }

  /* Before the panel's own styles: what could not be loaded is told at the bell, too. */
  .button {
    anchor-name: --belfry-bell;
  }

  .panel {
    position-anchor: --belfry-bell;
    position-area: self-block-end span-self-inline-start;
    inset: auto;
    margin: 0;
  }

  .panel:not(:popover-open) {
    display: none;
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid;
      line-height: 16px;
    }
  }

  @media print {
    :host {
      display: none;
    }
  }
`

/** How the closed bell looks. The panel brings its own. */
export const styles = [theme, bellTokens, focusRing, bell]
