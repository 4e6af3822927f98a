import { css } from 'lit'

/** Styles of buttons and of the menu. */
export const buttons = css`
  :is(.text-button, .icon-button, .button-outline) {
    all: unset;
    box-sizing: border-box;
    border-radius: 8px;
    cursor: pointer;
  }

  .text-button {
    padding: 6px 8px;
    color: var(--_accent);
    font-size: 0.8125em;
    font-weight: 600;
    line-height: 1.54;
    white-space: nowrap;
  }

  .head .text-button {
    text-align: end;
    white-space: normal;
  }

  .head .text-button .icon {
    display: none;
  }

  /* On a phone the button shows only its icon: no language has a text that is short enough. */
  @media (max-width: 30em) {
    .head .text-button {
      flex: none;
      padding: 10px;
    }

    .head .text-button .icon {
      display: block;
      inline-size: 20px;
      block-size: 20px;
    }

    .head .text-button span {
      position: absolute;
      clip-path: inset(50%);
    }
  }

  .icon-button {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    color: var(--_muted);
  }

  .icon-button .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  @media (pointer: coarse) {
    .head .icon-button {
      position: relative;
    }

    .head .icon-button::after {
      content: '';
      position: absolute;
      inset-block: -6px;
      inset-inline: -4px;
    }
  }

  .button-outline {
    padding: 6px 14px;
    border: 1px solid var(--_line);
    font-size: 0.8125em;
    font-weight: 600;
    line-height: 1.54;
  }

  :is(.text-button, .icon-button, .button-outline):hover {
    background-color: var(--_sunken);
  }

  :is(.text-button, .icon-button, .button-outline):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .close {
    display: none;
  }

  .icon-button[part='more'] .icon {
    stroke-width: 3;
  }

  .icon-button[part='more'] {
    anchor-name: --belfry-more;
  }

  .menu {
    position: fixed;
    position-anchor: --belfry-more;
    position-area: self-block-end span-self-inline-start;
    inset: auto;
    box-sizing: border-box;
    min-inline-size: 11em;
    margin: 4px 0;
    padding: 4px;
    border: 1px solid var(--_lifted-line);
    border-radius: 12px;
    background-color: var(--_lifted);
    box-shadow:
      inset 0 1px light-dark(transparent, #ffffff0d),
      var(--_shadow);
    color: var(--_text);
  }

  .menu-item,
  .menu ::slotted(:is(a, button)) {
    all: unset;
    box-sizing: border-box;
    inline-size: 100%;
    padding: 8px 12px;
    border-radius: 8px;
    font-size: 0.875em;
    line-height: 1.43;
    cursor: pointer;
  }

  .row-menu {
    position-anchor: --belfry-row-more;
  }

  .menu-item {
    display: grid;
    grid-template-columns: 18px 1fr;
    place-content: center stretch;
    align-items: center;
    column-gap: 10px;
  }

  /* A page's own item begins where the words of the others begin. */
  .menu ::slotted(:is(a, button)) {
    display: block;
    padding-inline-start: 40px;
  }

  .menu-item .icon {
    grid-row: 1 / span 2;
    inline-size: 18px;
    block-size: 18px;
    color: var(--_muted);
  }

  .menu-hint {
    grid-column: 2;
    color: var(--_muted);
    font-size: 0.857em;
  }

  .divider {
    margin: 4px 8px;
    border: 0;
    border-block-start: 1px solid var(--_lifted-line);
  }

  .menu-item:hover,
  .menu ::slotted(:is(a, button):hover) {
    background-color: color-mix(in srgb, currentColor 7%, transparent);
  }

  .menu-item:focus-visible,
  .menu ::slotted(:is(a, button):focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  @media (hover: none) {
    .keyboard {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .menu-item {
      min-block-size: 44px;
    }
  }

  [aria-disabled='true'],
  [aria-disabled='true']:hover {
    background: none;
    color: var(--_muted);
    cursor: default;
  }
`
