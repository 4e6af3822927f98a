import { css } from 'lit'
import { surfaceTokens, visuallyHidden } from '../../internal/tokens.styles.js'

const frame = css`
  .panel {
    position: fixed;
    inset: var(--_y, 0) auto auto var(--_x, 0);
    box-sizing: border-box;
    inline-size: min(26.25em, calc(100vw - 16px));
    max-block-size: min(45em, 85dvh, var(--_available, 85dvh));
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background-color: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: 1em;
    font-style: normal;
    font-weight: 400;
    letter-spacing: normal;
    line-height: 1.5;
    text-align: start;
    text-transform: none;
    white-space: normal;
    opacity: 0;
    scale: 0.98;
    transform-origin: var(--_origin, 100%) 0;
    transition:
      opacity 140ms ease-out,
      scale 140ms ease-out,
      display 140ms allow-discrete,
      overlay 140ms allow-discrete;
  }

  .panel:popover-open {
    display: block;
    opacity: 1;
    scale: 1;
  }

  @starting-style {
    .panel:popover-open {
      opacity: 0;
      scale: 0.98;
    }
  }

  /* The element that fills it. It has no class: its name is whatever was free. */
  .panel > * {
    display: flex;
    flex-direction: column;
    max-block-size: inherit;
  }

  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block: 16px 8px;
    padding-inline: 20px 12px;
  }

  .heading {
    flex: 1;
    margin: 0;
    font-size: 1em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.5;
  }

  /* Focus comes here by opening the panel, which is plain to see. */
  .heading:focus {
    outline: none;
  }

  .body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 10px 20px;
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.334;
  }

  .status {
    display: flex;
    align-items: center;
    gap: 6px;
  }

  .status::before {
    content: '';
    inline-size: 6px;
    block-size: 6px;
    border: 1px solid var(--_muted);
    border-radius: 50%;
  }

  .status.live::before {
    border-color: var(--_good);
    background-color: var(--_good);
  }

  .status:is(.offline, .unauthorized)::before {
    border-color: var(--_warn);
    background-color: var(--_warn);
  }
`

const buttons = css`
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

  .icon-button {
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

  [aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }

  [aria-disabled='true']:hover {
    background: none;
  }

  .close {
    display: none;
  }
`

const rows = css`
  .list {
    margin: 0;
    padding-block: 4px 8px;
    padding-inline: 8px;
    list-style: none;
  }

  .row {
    position: relative;
    display: grid;
    grid-template-columns: 40px 1fr auto;
    gap: 12px;
    padding: 10px 12px;
    border-radius: 12px;
  }

  .row:has(.link:hover) {
    background-color: var(--_sunken);
  }

  .row:has(.link:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .tile {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 12px;
  }

  .tile .icon {
    inline-size: 20px;
    block-size: 20px;
  }

  .tile.learning {
    background-color: var(--_learning-soft);
    color: var(--_learning);
  }

  .tile.interaction {
    background-color: var(--_interaction-soft);
    color: var(--_interaction);
  }

  .tile.gamification {
    background-color: var(--_gamification-soft);
    color: var(--_gamification);
  }

  .tile.system {
    background-color: var(--_system-soft);
    color: var(--_system);
  }

  .link {
    all: unset;
    min-inline-size: 0;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  /* The whole row is the link's target; what else a row will hold lies above it. */
  .link::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  .title {
    display: block;
    font-size: 0.875em;
    font-weight: 450;
    line-height: 1.43;
  }

  .unread .title {
    font-weight: 650;
  }

  .message {
    display: -webkit-box;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .side {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 8px;
    min-inline-size: 36px;
  }

  .time {
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.667;
    white-space: nowrap;
  }

  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background-color: var(--_accent);
  }

  .older {
    display: grid;
    justify-items: center;
    padding: 4px 20px 16px;
  }

  .older-failed {
    margin: 0 0 4px;
    color: var(--_muted);
    font-size: 0.8125em;
  }
`

const notices = css`
  .notice {
    display: grid;
    justify-items: center;
    padding: 40px 32px 48px;
    text-align: center;
  }

  .art {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    margin-block-end: 16px;
    border-radius: 50%;
    background-color: var(--_accent-soft);
    color: var(--_accent);
  }

  .art.trouble {
    background-color: var(--_system-soft);
    color: var(--_system);
  }

  .art .icon {
    inline-size: 28px;
    block-size: 28px;
  }

  .notice-title {
    margin: 0;
    font-size: 0.9375em;
    font-weight: 650;
    line-height: 1.6;
  }

  .notice-text {
    max-inline-size: 30ch;
    margin: 2px 0 0;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.54;
    text-wrap: balance;
  }

  .notice .button-outline {
    margin-block-start: 16px;
  }

  /* Most answers come before anybody has seen that there was nothing. */
  .skeleton {
    padding-block: 4px 12px;
    padding-inline: 8px;
    animation: appear 200ms 150ms both;
  }

  .bone-row {
    display: grid;
    grid-template-columns: 40px 1fr;
    gap: 12px;
    padding: 10px 12px;
  }

  .bone-lines {
    display: grid;
    align-content: center;
    gap: 8px;
  }

  .bone {
    block-size: 10px;
    border-radius: 5px;
    background-color: var(--_line);
  }

  .bone:first-child:not(.tile) {
    inline-size: 55%;
  }

  .bone.tile {
    block-size: 40px;
    border-radius: 12px;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`

const adaptations = css`
  @media (max-width: 30em) {
    .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100dvh;
      max-block-size: none;
      border: 0;
      border-radius: 0;
      padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom);
    }

    .panel > * {
      block-size: 100%;
    }

    .close {
      display: grid;
      inline-size: 44px;
      block-size: 44px;
    }

    .text-button {
      padding-block: 10px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .panel {
      scale: none;
      transition-property: opacity, display, overlay;
    }

    @starting-style {
      .panel:popover-open {
        scale: none;
      }
    }
  }

  @media (forced-colors: active) {
    .dot {
      background-color: Highlight;
      forced-color-adjust: none;
    }

    .tile,
    .art {
      border: 1px solid;
    }

    .row:has(.link:hover) {
      outline: 1px solid;
      outline-offset: -1px;
    }
  }
`

/** How the panel looks. Joins the bell's own styles when the panel is loaded. */
export const styles = [surfaceTokens, visuallyHidden, frame, buttons, rows, notices, adaptations]
