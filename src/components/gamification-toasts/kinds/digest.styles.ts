import { css } from 'lit'

/** Styles of a digest. */
export const styles = css`
  .fan {
    display: flex;
  }

  .fan .disc {
    inline-size: 40px;
    block-size: 40px;
    box-shadow: 0 0 0 3px var(--_raised);
  }

  .fan .disc + .disc {
    margin-inline-start: -8px;
  }

  .fan .icon {
    inline-size: 20px;
    block-size: 20px;
  }
`
