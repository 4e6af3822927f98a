import { css } from 'lit'

/** One notification beside another. */
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
    /* Rows off screen are not laid out: docs/decisions/0012-long-lists-without-virtual-scrolling.md. */
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

  /* The whole row is the link's target; what else a row will hold lies above it. */
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

  /* Above the link that fills the row. */
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

  /* They take the place of the time: no text is covered, and none moves. */
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

  /* Fingers have them all the time: on a line of their own, so that the text keeps its width. */
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

    /* A finger meets 44 px each way: of the text above no more than its leading, and of the padding below. */
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

/** What stands where the list would be. */
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

  /* English in a page that runs left keeps its full stop at the end. */
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
