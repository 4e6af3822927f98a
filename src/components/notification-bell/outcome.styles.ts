import { css } from 'lit'

/** How the line looks that tells of an outcome. */
export const styles = [
  css`
    .outcome {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      margin: 0 12px 12px;
      padding-block: 4px;
      padding-inline: 12px 4px;
      border-radius: 10px;
      background-color: var(--_accent-soft);
      font-size: 0.8125em;
      line-height: 1.54;
      animation: appear 140ms;
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
  `,
]
