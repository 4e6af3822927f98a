import { css } from 'lit'

/** Styles of a boost. */
export const styles = css`
  :host {
    --_boost-1: var(--belfry-boost-start, #f59e0b);
    --_boost-2: var(--belfry-boost-middle, #ec4899);
    --_boost-3: var(--belfry-boost-end, #6366f1);
  }

  .boost {
    border: 2px solid transparent;
    background:
      linear-gradient(var(--_raised), var(--_raised)) padding-box,
      linear-gradient(100deg, var(--_boost-1), var(--_boost-2), var(--_boost-3)) border-box;
    box-shadow:
      var(--_shadow),
      0 0 28px -6px color-mix(in srgb, var(--_boost-2) 45%, transparent);
  }

  .gleam {
    position: absolute;
    inset: 0;
    overflow: hidden;
    border-radius: inherit;
    pointer-events: none;
  }

  .gleam::before {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(105deg, #0000 34%, #fff9 50%, #0000 66%);
    translate: -110%;
  }

  .boost-art {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
  }

  .boost-art::before {
    content: '';
    position: absolute;
    inset: -10px;
    border-radius: 50%;
    background: radial-gradient(closest-side, #ec489922 40%, #ec4899aa 66%, #0000);
    opacity: 0;
  }

  .ring {
    position: absolute;
    inset: 0;
    rotate: -90deg;
    fill: none;
    stroke-width: 4.5;
  }

  .ring-track {
    stroke: var(--_line);
  }

  .ring-time {
    stroke-dasharray: 163.4;
    stroke-linecap: round;
  }

  .multiplier {
    font-size: 1.25em;
    font-weight: 800;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
  }

  .of-3 {
    font-size: 1em;
  }

  .of-4 {
    font-size: 0.875em;
  }

  .of-5 {
    font-size: 0.6875em;
  }

  .of-6 {
    font-size: 0.5625em;
  }

  .time-left {
    overflow-wrap: anywhere;
    font-size: 0.8125em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1.385;
  }

  .boost-1 {
    stop-color: var(--_boost-1);
  }

  .boost-2 {
    stop-color: var(--_boost-2);
  }

  .boost-3 {
    stop-color: var(--_boost-3);
  }

  @media (forced-colors: active) {
    .boost {
      border: 1px solid;
    }

    .gleam {
      display: none;
    }

    .ring-time {
      stroke: Highlight;
    }
  }
`
