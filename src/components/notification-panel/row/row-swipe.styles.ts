import { css } from 'lit'

/** Styles of a row that is swiped, and of the ground below it. */
export const styles = [
  css`
    /* A movement sideways is a swipe; up and down it scrolls. */
    .row {
      touch-action: pan-y pinch-zoom;
    }

    .row.swiped {
      z-index: 1;
      background-color: var(--_raised);
      box-shadow: var(--_shadow);
    }

    .swipe {
      position: absolute;
      display: flex;
      align-items: center;
      justify-content: end;
      box-sizing: border-box;
      padding-inline: 16px;
      border-radius: 12px;
      background-color: var(--_accent-soft);
      color: var(--_accent);
      font-size: 0.8125em;
      font-weight: 600;
    }

    .swipe.removes {
      justify-content: start;
      background-color: light-dark(#fee2e2, #451a1a);
      color: light-dark(#b91c1c, #fca5a5);
    }

    .swipe > span {
      display: flex;
      align-items: center;
      gap: 8px;
      opacity: 0.7;
    }

    .swipe.far > span {
      opacity: 1;
    }

    .swipe .icon {
      inline-size: 20px;
      block-size: 20px;
    }

    @media (forced-colors: active) {
      .swipe {
        border: 1px solid;
      }
    }
  `,
]
