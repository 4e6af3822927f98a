import { css } from 'lit'

/** Styles of the list: day headings, rows, and the line below the list. */
export const rows = css`
  .list {
    padding-block-end: 8px;
    padding-inline: 8px;
  }

  .day {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    margin: 0;
    padding-block: 10px 4px;
    padding-inline: 12px;
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
    grid-template-columns: 40px minmax(0, 1fr) minmax(60px, auto);
    gap: 12px;
    padding: 10px 12px;
    border-radius: 12px;
    /* Rows outside the viewport are not laid out (docs/decisions/0012). */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 76px;
  }

  .row:is(:hover, :focus-within) {
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

  .text {
    display: grid;
    align-content: center;
    min-block-size: 40px;
  }

  .link {
    all: unset;
    display: block;
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
    font-size: 0.875em;
    font-weight: 450;
    line-height: 1.43;
  }

  .unread .title {
    font-weight: 650;
  }

  .message {
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
    -webkit-line-clamp: 2;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 6px;
  }

  /* Keep these above the link that covers the row. */
  :is(.actions, .tools) {
    position: relative;
    z-index: 1;
    inline-size: fit-content;
  }

  .side {
    display: grid;
    justify-items: end;
    align-items: start;
  }

  :is(.meta, .tools) {
    grid-area: 1 / 1;
  }

  .meta {
    display: grid;
    justify-items: end;
    gap: 8px;
    min-block-size: 28px;
  }

  .tools {
    display: flex;
    margin-block-start: -4px;
    opacity: 0;
  }

  .tool {
    inline-size: 28px;
    block-size: 28px;
  }

  .tool:hover {
    background-color: var(--_line);
    color: var(--_text);
  }

  /* The tools replace the time, so they neither cover nor move text. */
  @media (hover: hover) and (pointer: fine) {
    .row:is(:hover, :has(.tool:focus-visible, .link:focus-visible)) {
      .tools {
        opacity: 1;
      }

      .meta {
        opacity: 0;
      }
    }
  }

  /*
   * On touch screens the tools are always shown, on a line of their own so that the text keeps its
   * width.
   */
  @media (hover: none), (pointer: coarse) {
    .row {
      grid-template-columns: 40px minmax(0, 1fr);
      row-gap: 2px;
    }

    .side {
      grid-area: 2 / 2;
      margin-inline-end: -6px;
    }

    .meta {
      grid-auto-flow: column;
      justify-self: start;
    }

    :is(.side, .meta) {
      align-items: center;
    }

    .dot {
      order: -1;
    }

    .tools {
      margin: 0;
      opacity: 1;
    }

    .tool {
      position: relative;
      inline-size: 44px;
      block-size: 32px;
    }

    /*
     * The touch target is 44 px high and wide. It extends into the leading of the text above, and
     * into the padding below.
     */
    .tool::after {
      content: '';
      position: absolute;
      inset-block: -7px -5px;
      inset-inline: 0;
    }
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
