import { css } from 'lit'

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
    padding-block-end: 12px;
    animation: appear 200ms 150ms both;
  }

  /* The bones stand where filters, heading and rows will be. */
  .bone-chips {
    display: flex;
    gap: 6px;
    padding-block: 2px 8px;
    padding-inline: 20px;
  }

  .bone-day {
    padding-block: 15px 9px;
    padding-inline: 20px;
  }

  .bone-row {
    display: grid;
    grid-template-columns: 40px 1fr;
    gap: 12px;
    padding-block: 10px;
    padding-inline: 20px;
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
    animation: pulse 900ms infinite alternate ease-in-out;
  }

  .bone-lines > .bone:first-child {
    inline-size: 52%;
  }

  .bone-lines > .bone:last-child {
    inline-size: 84%;
  }

  .bone-row:nth-child(odd) .bone:first-child:not(.tile) {
    inline-size: 68%;
  }

  .bone-row:nth-child(3n) .bone:last-child {
    inline-size: 60%;
  }

  .bone.tile {
    block-size: 40px;
    border-radius: 12px;
  }

  .bone.chip {
    inline-size: 4.5em;
    block-size: 30px;
    border-radius: 15px;
  }

  .bone.chip:first-child {
    inline-size: 3em;
  }

  .bone-day > .bone {
    display: block;
    inline-size: 3em;
    block-size: 6px;
  }

  .still {
    margin: 4px 0 0;
    color: var(--_muted);
    font-size: 0.8125em;
    text-align: center;
    animation: appear 200ms 2s both;
  }

  @keyframes pulse {
    to {
      opacity: 0.5;
    }
  }

  /* The tick of "all caught up" is drawn once. */
  .art.check path {
    stroke-dasharray: 26;
    animation: draw 360ms 120ms ease-out both;
  }

  @keyframes draw {
    from {
      stroke-dashoffset: 26;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bone,
    .art.check path {
      animation: none;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`
