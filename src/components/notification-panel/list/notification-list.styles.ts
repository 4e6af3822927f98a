import { css } from 'lit'

/** Styles of the list: day headings, rows, and the line below the list. */
export const rows = css`
  .list {
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

  .tile {
    box-sizing: border-box;
    grid-area: 1 / 1 / 3;
    inline-size: 40px;
    block-size: 40px;
    padding: 10px;
    border-radius: 12px;
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
  }

  .unread .title {
    font-weight: 650;
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
    background-color: var(--_line);
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

  /* On touch screens a button shows the tools, on a line of their own. */
  @media (hover: none), (pointer: coarse) {
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
      display: flex;
      grid-area: 4 / 2 / 5 / 4;
    }

    .tool {
      position: relative;
      inline-size: 44px;
      block-size: 44px;
    }
  }

  .time {
    grid-area: 1 / 3;
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.667;
    white-space: nowrap;
  }

  /* The mark of an unread notification stands in the margin, beside the line of the title. */
  .dot {
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

/** Styles of the messages and the skeleton in place of the list. */
export const notices = css`
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

  /* English text in a right-to-left page keeps its full stop at the end. */
  :is(.notice-title, .notice-text) {
    unicode-bidi: plaintext;
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

  /* Most answers arrive within the 150 ms delay, so the skeleton is never seen for them. */
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
