import { css } from 'lit'

/** What boosts, streaks, achievements and digests add to a toast. */
export const showpieces = css`
  :host {
    --_boost-1: var(--belfry-boost-start, #f59e0b);
    --_boost-2: var(--belfry-boost-middle, #ec4899);
    --_boost-3: var(--belfry-boost-end, #6366f1);
    --_flame-1: var(--belfry-flame-start, #ef4444);
    --_flame-2: var(--belfry-flame-middle, #f97316);
    --_flame-3: var(--belfry-flame-end, #fbbf24);
    --_ribbon: var(--belfry-ribbon, #6366f1);
    --_confetti: var(--belfry-confetti, #f59e0b #ef4444 #ec4899 #6366f1 #10b981);
  }

  .eyebrow,
  .time-left {
    overflow-wrap: anywhere;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.385;
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

  .gleam,
  .shine {
    position: absolute;
    inset: 0;
    border-radius: inherit;
    background: linear-gradient(105deg, #0000 42%, #fff9 50%, #0000 58%) no-repeat 150% 0 / 200%
      100%;
    pointer-events: none;
  }

  .boost-art {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
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

  .time-left {
    color: var(--_text);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .boost-1,
  .flame-1,
  .medal-1 {
    stop-color: var(--_stop, var(--_boost-1));
  }

  .boost-2 {
    stop-color: var(--_boost-2);
  }

  .boost-3 {
    stop-color: var(--_boost-3);
  }

  .flame-1 {
    --_stop: var(--_flame-1);
  }

  .flame-2 {
    stop-color: var(--_flame-2);
  }

  .flame-3 {
    stop-color: var(--_flame-3);
  }

  .medal-1 {
    --_stop: #fde68a;
  }

  .medal-2 {
    stop-color: #f59e0b;
  }

  .medal-3 {
    stop-color: #b45309;
  }

  .streak {
    gap: 18px;
    padding: 20px;
    overflow: clip;
  }

  .glow {
    position: absolute;
    inset: 0;
    border-radius: inherit;
    background: radial-gradient(
      120% 170% at 0 0,
      color-mix(in srgb, var(--_flame-2) 26%, transparent),
      transparent 62%
    );
    pointer-events: none;
  }

  .glow:dir(rtl) {
    scale: -1 1;
  }

  .streak :is(.art, .text) {
    position: relative;
  }

  .flame {
    inline-size: 72px;
    block-size: 79px;
    overflow: visible;
    transform-origin: 50% 92%;
    filter: drop-shadow(0 4px 12px color-mix(in srgb, var(--_flame-2) 45%, transparent));
  }

  .flame-core {
    fill: #fff3c4;
    transform-origin: 36px 62px;
  }

  .number {
    font-size: 2.75em;
    font-weight: 800;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.03em;
    line-height: 1.09;
  }

  .number,
  .reels {
    display: flex;
  }

  .reel {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    block-size: 1lh;
    overflow: hidden;
  }

  .strip {
    display: grid;
  }

  .strip i {
    font-style: normal;
  }

  .streak .title {
    font-size: 0.9375em;
  }

  .milestones {
    display: flex;
    gap: 4px;
    margin-block: 9px 2px;
  }

  .milestones i {
    flex: 0 1 18px;
    block-size: 6px;
    border-radius: 3px;
    background-color: color-mix(in srgb, var(--_muted) 25%, transparent);
  }

  .milestones .reached {
    background: linear-gradient(90deg, var(--_flame-2), var(--_flame-1));
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

  .medal,
  .picture {
    inline-size: 64px;
    block-size: 64px;
  }

  .medal {
    overflow: visible;
    filter: drop-shadow(0 4px 8px #b4530955);
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

  .achievement .shine {
    inset: 14px 3px -6px;
    border-radius: 50%;
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

  /* What lies below it peeps out: there is more than one in it. */
  .toast.many::before,
  .toast.many::after {
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

  .toast.many::after {
    inset-inline: 22px;
    inset-block-end: -13px;
    z-index: -2;
  }

  .toast.many {
    margin-block-end: 12px;
  }

  @media (forced-colors: active) {
    .boost {
      border: 1px solid;
    }

    .glow,
    .rays,
    .gleam,
    .shine {
      display: none;
    }

    .ring-time {
      stroke: Highlight;
    }

    .milestones i {
      border: 1px solid;
    }

    .milestones .reached {
      background: Highlight;
    }
  }
`
