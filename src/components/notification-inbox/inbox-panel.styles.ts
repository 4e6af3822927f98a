import { css } from 'lit'
import { theme } from '../../internal/theme.styles.js'

const page = css`
  :host {
    display: block;
    --_accent-soft: var(--belfry-accent-soft, light-dark(#eef0ff, #23264a));
  }

  :host([hidden]) {
    display: none;
  }

  .page {
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    block-size: 100%;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background-color: var(--_raised);
    scroll-margin-block-start: var(--belfry-sticky-inset, 0px);
  }

  .page:dir(rtl) .mirrored {
    scale: -1 1;
  }

  .page .frame {
    flex: 1;
    min-block-size: 0;
  }

  /* In WebKit the page could otherwise scroll to rows that are scrolled out of the list. */
  :host([scroll='inside']) .page {
    overflow: hidden;
  }

  .page .heading {
    font-size: 1.25em;
    letter-spacing: -0.015em;
    line-height: 1.4;
  }

  :host(:not([scroll='inside'])) {
    .body {
      overflow: visible;
    }

    .day {
      inset-block-start: var(--belfry-sticky-inset, 0px);
    }

    .new-region {
      inset-block-start: calc(var(--belfry-sticky-inset, 0px) + 8px);
    }

    .row {
      scroll-margin-block: calc(var(--belfry-sticky-inset, 0px) + 40px) 8px;
    }
  }
`

/**
 * Styles in which the inbox differs from the bell's dropdown. They follow the panel's own styles.
 */
export const styles = [theme, page]
