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

  /* Weaker than the styles of the focus ring. */
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

  /*
   * The badge sits at the upper corner of the bell and grows away from it, so that 99+ does not
   * cover the bell.
   */
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

  /*
   * Here and not in the panel's styles, because the notice that the panel could not be loaded also
   * appears beside the bell.
   */
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

/** Styles of the closed bell. The panel adds its own. */
export const styles = [theme, bellTokens, focusRing, bell]
