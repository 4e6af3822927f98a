import { css } from 'lit'
import { cardTokens, visuallyHidden } from '../../internal/card.styles.js'
import { surfaceTokens } from '../../internal/surface.styles.js'
import { buttons } from './notification-controls.styles.js'
import { notices } from './empty-states.styles.js'
import { rows } from './list/notification-list.styles.js'

const frame = css`
  :host {
    --_on-accent: var(--belfry-on-accent, light-dark(#ffffff, #16181d));
  }

  /*
   * Fallback positions of panel and menu when the preferred one has no room. They are not for
   * WebKit, recognised by its lack of scroll anchoring: in WebKitGTK 2.50 (Safari 26) a page hangs
   * when an element with fallback positions is hidden together with the elements around it. There,
   * code places them.
   */
  @supports (overflow-anchor: auto) {
    .panel,
    .menu {
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline,
        span-all span-self-inline-start,
        span-all;
    }
  }

  /*
   * Below the bell and towards the middle of the page; without room there, on any side that has
   * room.
   */
  .panel {
    position: fixed;
    box-sizing: border-box;
    inline-size: min(26.25em, 100vw / var(--_zoom, 1) - 16px);
    block-size: fit-content;
    max-block-size: min(45em, 85dvh / var(--_zoom, 1));
    margin-block: 12px;
    margin-inline: 8px 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background-color: var(--_raised);
    box-shadow: var(--_shadow);
    opacity: 0;
    scale: 0.96;
    translate: 0 -4px;
    transform-origin: calc(100% - 22px) 0;
    transition:
      opacity 80ms ease-out,
      scale 160ms cubic-bezier(0.2, 0.8, 0.2, 1),
      translate 160ms cubic-bezier(0.2, 0.8, 0.2, 1),
      display 160ms allow-discrete,
      overlay 160ms allow-discrete;
    anchor-name: --belfry-panel;
  }

  .panel:dir(rtl) {
    transform-origin: 22px 0;
  }

  .panel:dir(rtl) .mirrored {
    scale: -1 1;
  }

  /* While the panel fades out, it must not catch clicks. */
  .panel:not(:popover-open) {
    pointer-events: none;
  }

  .panel:popover-open {
    display: block;
    opacity: 1;
    scale: 1;
    translate: 0;
  }

  /* The first frame already shows the list. */
  @starting-style {
    .panel:popover-open {
      opacity: 0.5;
      scale: 0.96;
      translate: 0 -4px;
    }
  }

  /* The panel element. It has no class of its own, and its tag name is not fixed. */
  .panel > * {
    display: contents;
    max-block-size: inherit;
  }

  .frame {
    display: flex;
    flex-direction: column;
    max-block-size: inherit;
  }

  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    /* As high as the buttons, so that nothing moves when the list replaces an empty state. */
    min-block-size: 32px;
    padding-block: 16px 8px;
    padding-inline: 20px 12px;
  }

  .heading {
    flex: 1 1 auto;
    overflow-wrap: anywhere;
    margin: 0;
    font-size: 1em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.5;
  }

  /* The heading is focused when the panel opens, which is visible without an outline. */
  .heading:focus {
    outline: none;
  }

  .body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    /* A focused row must not hide below a sticky day heading. */
    scroll-padding-block: 40px 8px;
  }

  /* A list longer than the panel must not squeeze these. */
  :is(.head, .filters, .foot) {
    flex: none;
  }

  .filters {
    display: flex;
    gap: 6px;
    overflow: auto hidden;
    padding-block: 2px 8px;
    padding-inline: 20px 28px;
    scroll-padding-inline: 20px 28px;
    scroll-snap-type: inline proximity;
    scrollbar-width: none;
    /*
     * The last filters may lie beyond the edge. They fade there, on as much room as the padding
     * has, so that the first and the last filter are clear once they are scrolled to.
     */
    mask-image: linear-gradient(to right, #0000, #000 20px calc(100% - 28px), #0000);
  }

  .filters:dir(rtl) {
    mask-image: linear-gradient(to left, #0000, #000 20px calc(100% - 28px), #0000);
  }

  .filter {
    all: unset;
    flex: none;
    box-sizing: border-box;
    padding: 4px 10px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    scroll-snap-align: start;
    font-size: 0.8125em;
    font-weight: 600;
    line-height: 1.54;
    cursor: pointer;
  }

  .filter:hover {
    background-color: var(--_sunken);
  }

  .filter[aria-pressed='true'] {
    border-color: var(--_accent);
    background-color: var(--_accent);
    color: var(--_on-accent);
  }

  .filter:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .count {
    margin-inline-start: 2px;
    opacity: 0.75;
    font-variant-numeric: tabular-nums;
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

const adaptations = css`
  /* The position that code sets where CSS anchor positioning does not work. */
  :where(.placed):is(.panel, .menu) {
    position-area: none;
    position-try-fallbacks: none;
    inset: var(--_y, 0) auto auto var(--_x, 0);
    margin: 0;
  }

  @media (max-width: 30em), (max-height: 24em) {
    .panel {
      position-area: none;
      position-try-fallbacks: none;
      inset: 0;
      margin: 0;
      inline-size: 100%;
      block-size: calc(100dvh / var(--_zoom, 1));
      max-block-size: none;
      border: 0;
      border-radius: 0;
      padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom);
      scale: 1;
      translate: 0 24px;
      transition-duration: 80ms, 220ms, 220ms, 220ms, 220ms;
    }

    @starting-style {
      .panel:popover-open {
        scale: 1;
        translate: 0 24px;
      }
    }

    /* A message in place of the list stands a little above the middle. */
    .panel .body:has(.notice) {
      display: grid;
      grid-template-rows: 2fr auto 3fr;
    }

    .panel .notice {
      grid-row: 2;
      padding-block: 8px;
    }

    .frame {
      block-size: 100%;
    }

    .close {
      display: grid;
      inline-size: 44px;
      block-size: 44px;
    }

    .head {
      gap: 4px;
    }

    .heading {
      flex: 1 0 6em;
    }

    .head .text-button {
      padding-inline: 4px;
    }

    .text-button {
      padding-block: 10px;
    }
  }

  /* At a zoom of 400 %, a window has little room beside the list. */
  @media (max-height: 24em) {
    .head {
      padding-block: 2px;
    }

    .filters {
      padding-block: 2px 4px;
    }

    .foot {
      padding-block: 3px;
    }
  }

  :host([density='compact']) .row {
    padding-block: 5px;
    contain-intrinsic-block-size: auto calc(var(--_row-height, 50px) - 10px);
  }

  :host([density='compact']) .tile {
    inline-size: 32px;
    block-size: 32px;
    margin-inline: 4px;
  }

  :host([density='compact']) .mark {
    margin-block-start: 18px;
    margin-inline-end: 0;
  }

  :host([density='compact']) .message {
    -webkit-line-clamp: 1;
  }

  @media (prefers-contrast: more) {
    :host {
      --_muted: var(--_text);
      --_line: var(--_text);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .panel,
    .panel:popover-open {
      scale: none;
      translate: none;
      transition:
        opacity 80ms,
        display 80ms allow-discrete,
        overlay 80ms allow-discrete;
    }

    @starting-style {
      .panel:popover-open {
        scale: none;
        translate: none;
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

    .row:hover {
      outline: 1px solid;
      outline-offset: -1px;
    }

    .body .new,
    .filter[aria-pressed='true'] {
      border-color: Highlight;
      background-color: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`

/** Styles of the panel. They are added to the bell's styles when the panel is loaded. */
export const styles = [
  cardTokens,
  surfaceTokens,
  visuallyHidden,
  frame,
  buttons,
  rows,
  notices,
  adaptations,
]
