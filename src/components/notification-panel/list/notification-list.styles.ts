import { css } from 'lit'

/** Styles of the list: day headings, rows, and the line below the list. */
export const rows = css`
  .list {
    position: relative;
    padding-block-end: 8px;
    padding-inline: 4px 8px;
  }

  .day {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    margin: 0;
    padding-block: 10px 4px;
    padding-inline: 16px 12px;
    background-color: var(--_raised);
    color: var(--_muted);
    font-size: 0.75em;
    font-weight: 650;
    line-height: 1.667;
    container-type: scroll-state;
  }

  /* Below a heading that sticks, rows fade out instead of being cut through a letter. */
  .day::after {
    content: '';
    position: absolute;
    inset-block-start: 100%;
    inset-inline: 0;
    block-size: 8px;
    background-image: linear-gradient(var(--_raised), transparent);
    opacity: 0;
    pointer-events: none;
  }

  @container scroll-state(stuck: top) {
    .day::after {
      opacity: 1;
    }
  }

  @supports not (container-type: scroll-state) {
    .day::after {
      opacity: 1;
    }
  }

  .row {
    position: relative;
    isolation: isolate;
    display: grid;
    grid-template-columns: 40px minmax(0, 1fr) auto;
    column-gap: 12px;
    padding-block: 10px;
    padding-inline: 16px 12px;
    border-radius: 12px;
    /*
     * Rows outside the viewport are not laid out (docs/decisions/0012). Until a row was in sight, the
     * browser assumes this height for it, without its padding.
     */
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--_row-height, 76px) - 20px);
  }

  .row:is(:hover, :focus-within) {
    background-color: var(--_sunken);
  }

  .row:has(.link:focus-visible, .row-more:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  /* It is resized to learn when a layout is done. */
  .trigger {
    position: absolute;
    inline-size: 1px;
  }

  .trigger.wide {
    inline-size: 2px;
  }

  /* The copy of a removed row while it fades. */
  .ghost {
    position: absolute;
    overflow: hidden;
    pointer-events: none;
  }

  .tile {
    box-sizing: border-box;
    grid-area: 1 / 1 / 3;
    inline-size: 40px;
    block-size: 40px;
    padding: 10px;
    border-radius: 12px;
  }

  .person {
    display: grid;
    place-items: center;
    padding: 0;
    border-radius: 50%;
    object-fit: cover;
    font-size: 0.8125em;
    font-weight: 650;
    line-height: 1;
    letter-spacing: 0.02em;
  }

  /* The icon of the type at the edge of a person's picture. */
  .mark {
    box-sizing: border-box;
    grid-area: 1 / 1 / 3;
    justify-self: end;
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 26px;
    margin-inline-end: -4px;
    padding: 3px;
    border-radius: 50%;
    box-shadow: 0 0 0 2px var(--_raised);
    stroke-width: 2.5;
  }

  .row:is(:hover, :focus-within) .mark {
    box-shadow: 0 0 0 2px var(--_sunken);
  }

  :is(.tile, .mark).learning {
    background-color: var(--_learning-soft);
    color: var(--_learning);
  }

  :is(.tile, .mark).interaction {
    background-color: var(--_interaction-soft);
    color: var(--_interaction);
  }

  :is(.tile, .mark).gamification {
    background-color: var(--_gamification-soft);
    color: var(--_gamification);
  }

  :is(.tile, .mark).system {
    background-color: var(--_system-soft);
    color: var(--_system);
  }

  /* The title shares its line with the time; the message has the whole width. */
  .link {
    all: unset;
    display: grid;
    grid-area: 1 / 2 / 3 / 4;
    grid-template: subgrid / subgrid;
    min-block-size: 40px;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  /* The whole row is the target of the link; other controls of a row lie above it. */
  .link::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  .own {
    grid-area: 1 / 1 / 3;
    font-size: 0.875em;
    line-height: 1.43;
  }

  .title,
  .message {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .title {
    grid-area: 1 / 1;
    align-self: end;
    font-size: 0.875em;
    font-weight: 450;
    line-height: 1.43;
    color: color-mix(in srgb, var(--_text) 85%, var(--_raised));
  }

  .unread .title {
    font-weight: 650;
    color: var(--_text);
  }

  .title:last-child,
  .row:not(:has(.message, .own)) .time {
    grid-row-end: 3;
    align-self: center;
  }

  /* A text of the other direction still begins where those of the page begin. */
  .link:dir(ltr) > :is(.title, .message) {
    text-align: left;
  }

  .link:dir(rtl) > :is(.title, .message) {
    text-align: right;
  }

  .message {
    grid-area: 2 / 1 / 3 / 3;
    align-self: start;
    text-wrap: pretty;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
    -webkit-line-clamp: 2;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    grid-area: 3 / 2 / 4 / 4;
    gap: 6px;
    margin-block-start: 6px;
  }

  /* Keep these above the link that covers the row. */
  :is(.actions, .tools) {
    position: relative;
    z-index: 1;
    inline-size: fit-content;
  }

  /* With a mouse or a keyboard it is for screen readers alone: the tools come with the focus. */
  .row-more {
    all: unset;
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .tool {
    inline-size: 28px;
    block-size: 28px;
  }

  .tool:hover {
    background-color: color-mix(in srgb, currentColor 12%, transparent);
    color: var(--_text);
  }

  /* The tools cover the time and the end of the title, so that no line wraps anew. */
  @media (hover: hover) and (pointer: fine) {
    .tools {
      display: flex;
      position: absolute;
      inset-block-start: 6px;
      inset-inline-end: 8px;
      border-radius: 8px;
      background-color: var(--_sunken);
      opacity: 0;
    }

    .row:is(:hover, :has(.tool:focus-visible, .link:focus-visible)) .tools {
      opacity: 1;
    }
  }

  /* On touch screens a button opens a menu with the tools. */
  @media (hover: none), (pointer: coarse) {
    .row {
      padding-block: 14px;
      contain-intrinsic-block-size: auto calc(var(--_row-height, 84px) - 28px);
    }

    .dot {
      inset-block-start: 20px;
    }

    .row-more[aria-expanded='true'] {
      anchor-name: --belfry-row-more;
    }

    .row-more {
      display: grid;
      place-items: center;
      grid-area: 1 / 4 / 3;
      position: relative;
      z-index: 1;
      overflow: visible;
      clip-path: none;
      inline-size: 44px;
      block-size: 44px;
      margin-inline: -12px;
      border-radius: 50%;
      color: var(--_muted);
      font-size: 1.25em;
      line-height: 1;
      cursor: pointer;
    }

    .row-more::before {
      content: '⋯';
    }

    .row-more:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: -4px;
    }

    .tools {
      display: none;
    }
  }

  .time {
    grid-area: 1 / 3;
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.667;
    white-space: nowrap;
  }

  /*
   * The mark of an unread notification stands in the margin, beside the line of the title. Its word
   * is for screen readers, and does not fit into it.
   */
  .dot {
    overflow: hidden;
    text-indent: 8px;
    white-space: nowrap;
    position: absolute;
    inset-block-start: 16px;
    inset-inline-start: 4px;
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
