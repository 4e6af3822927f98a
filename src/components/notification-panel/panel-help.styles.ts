import { css } from 'lit'

/** Styles of the list of keyboard shortcuts. */
export const styles = [
  css`
    .help {
      /* In the middle of the panel, or of the window where the list is a part of the page. */
      position: fixed;
      position-anchor: --belfry-panel;
      position-area: center;
      box-sizing: border-box;
      inline-size: min(20em + 42px, 100% - 24px);
      max-block-size: calc(100% - 24px);
      overflow: auto;
      padding: 16px 20px 20px;
      border: 1px solid var(--_lifted-line);
      border-radius: var(--_radius);
      background-color: var(--_lifted);
      box-shadow: var(--_shadow);
      color: var(--_text);
    }

    .help-title {
      margin: 0;
      outline: none;
      font-size: 1em;
      font-weight: 650;
      line-height: 1.5;
    }

    .keys {
      display: grid;
      gap: 8px;
      margin: 12px 0 0;
      font-size: 0.8125em;
      line-height: 1.54;
    }

    .keys > div {
      display: flex;
      justify-content: space-between;
      gap: 16px;
    }

    .keys dd {
      margin: 0;
    }

    kbd {
      display: inline-block;
      padding-inline: 6px;
      border: 1px solid var(--_line);
      border-radius: 6px;
      background-color: color-mix(in srgb, currentColor 6%, transparent);
      font: inherit;
      font-weight: 600;
    }
  `,
]
