import { css } from 'lit'

/**
 * Styles of the lines below the list about the last action, and of the button for new
 * notifications.
 */
export const styles = [
  css`
    /* The lines lie over the end of the list, so that nothing moves when they come. */
    .outcomes {
      position: sticky;
      inset-block-end: 0;
      z-index: 4;
      flex: none;
      block-size: 0;
    }

    .outcomes > div {
      position: absolute;
      inset-block-end: 12px;
      inset-inline: 12px;
      display: grid;
      gap: 8px;
    }

    /* The rows below the lines can still be scrolled into sight. */
    .body:has(~ .outcomes .outcome) {
      padding-block-end: 56px;
      scroll-padding-block-end: 64px;
    }

    .outcome {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      padding-block: 4px;
      padding-inline: 12px 4px;
      border: 1px solid var(--_lifted-line);
      border-radius: 12px;
      background-color: var(--_lifted);
      box-shadow: var(--_shadow);
      font-size: 0.8125em;
      line-height: 1.54;
      animation: rise 180ms cubic-bezier(0.2, 0.8, 0.2, 1);
    }

    @keyframes rise {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      .outcome {
        animation-name: appear;
      }
    }

    .outcome .text-button {
      font-size: 1em;
    }

    .outcome-buttons {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
    }

    .outcome-buttons .text-button {
      max-inline-size: 14em;
      overflow: hidden;
      text-overflow: ellipsis;
    }

    .new-region {
      position: sticky;
      inset-block-start: 8px;
      z-index: 3;
      display: grid;
      justify-items: center;
      block-size: 0;
    }

    .new {
      all: unset;
      display: flex;
      align-items: center;
      gap: 6px;
      block-size: 32px;
      padding-inline: 12px;
      border-radius: 16px;
      background-color: var(--_accent);
      box-shadow: var(--_shadow);
      color: var(--_on-accent);
      font-size: 0.8125em;
      font-weight: 600;
      line-height: 1;
      white-space: nowrap;
      cursor: pointer;
      animation: appear 140ms;
    }

    .new:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }

    .new .icon {
      inline-size: 14px;
      block-size: 14px;
    }
  `,
]
