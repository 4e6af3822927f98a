import { css } from 'lit'

/** Styles of an achievement, and of a stack of achievements. */
export const styles = css`
  :host {
    --_ribbon: var(--belfry-ribbon, #6366f1);
  }

  .achievement {
    gap: 16px;
    padding: 18px 20px;
  }

  .achievement .title {
    font-size: 1.0625em;
  }

  .achievement .art {
    isolation: isolate;
  }

  .eyebrow {
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
  }

  .medal,
  .picture {
    inline-size: 64px;
    block-size: 64px;
  }

  .picture:not([hidden]) + .medal {
    display: none;
  }

  .medal {
    overflow: visible;
    filter: drop-shadow(0 4px 8px #b4530955);
  }

  .medal-1 {
    stop-color: #fde68a;
  }

  .medal-2 {
    stop-color: #f59e0b;
  }

  .medal-3 {
    stop-color: #b45309;
  }

  .ribbon {
    fill: var(--_ribbon);
  }

  .ribbon-stripe {
    fill: #fff;
    opacity: 0.6;
  }

  .medal-rim {
    fill: none;
    stroke: #fff8;
    stroke-width: 1.5;
  }

  .medal-star {
    fill: #fff;
  }

  .picture img {
    box-sizing: border-box;
    inline-size: 100%;
    block-size: 100%;
    border: 3px solid #f59e0b;
    border-radius: 50%;
    object-fit: cover;
  }

  .shine {
    position: absolute;
    inset: 14px 3px -6px;
    overflow: hidden;
    border-radius: 50%;
    pointer-events: none;
  }

  .shine::before {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(105deg, #0000 34%, #fff9 50%, #0000 66%);
    translate: -110%;
  }

  .rays {
    position: absolute;
    z-index: -1;
    inset: -14px;
    border-radius: 50%;
    background: repeating-conic-gradient(#f59e0b66 0 12deg, #0000 12deg 30deg);
    mask-image: radial-gradient(closest-side, #000 42%, #0000);
    opacity: 0.55;
  }

  /* Edges of further cards show below the toast, as a sign that it holds several achievements. */
  .many::before,
  .many::after {
    content: '';
    position: absolute;
    z-index: -1;
    inset-inline: 10px;
    inset-block-end: -7px;
    block-size: 24px;
    border: 1px solid color-mix(in srgb, var(--_muted) 30%, var(--_line));
    border-radius: var(--_radius);
    background-color: var(--_raised);
  }

  .many::after {
    inset-inline: 22px;
    inset-block-end: -13px;
    z-index: -2;
  }

  .many {
    margin-block-end: 12px;
  }

  @media (forced-colors: active) {
    .rays,
    .shine {
      display: none;
    }
  }
`
