import { css } from 'lit'

/** Styles of the search. */
export const styles = [
  css`
    .search {
      flex: none;
      display: flex;
      align-items: center;
      gap: 8px;
      margin-block: 0 10px;
      margin-inline: 20px;
      padding-inline: 10px 4px;
      border: 1px solid var(--_line);
      border-radius: 10px;
      background-color: var(--_sunken);
      color: var(--_muted);
    }

    .search:focus-within {
      border-color: var(--_accent);
      outline: 1px solid var(--_accent);
    }

    [part='search-toggle'][aria-expanded='true'] {
      background-color: var(--_accent-soft);
      color: var(--_accent);
    }

    .search > .icon {
      flex: none;
      inline-size: 18px;
      block-size: 18px;
    }

    .search-field {
      all: unset;
      flex: 1;
      min-inline-size: 0;
      block-size: 38px;
      color: var(--_text);
      font-size: 0.875em;
    }

    /* Phone browsers zoom the page when a field with a font below 16 px is focused. */
    @media (hover: none) {
      .search-field {
        font-size: max(16px, 0.875em);
      }
    }

    .search-field::placeholder {
      color: var(--_muted);
      opacity: 1;
    }

    .search-field::-webkit-search-cancel-button {
      display: none;
    }

    .search .icon-button {
      inline-size: 30px;
      block-size: 30px;
    }

    .search .icon-button:hover {
      background-color: var(--_line);
    }

    /* The number of matches changes with every letter; the panel keeps its height. */
    .search ~ .body {
      min-block-size: min(24em, 50dvh / var(--_zoom, 1));
    }

    .search-wait {
      block-size: 24px;
    }

    ::highlight(belfry-found) {
      background-color: color-mix(in srgb, var(--_accent) 24%, transparent);
      color: var(--_text);
    }

    @media (forced-colors: active) {
      ::highlight(belfry-found) {
        background-color: Mark;
        color: MarkText;
      }

      .search:focus-within {
        outline-color: Highlight;
      }
    }
  `,
]
