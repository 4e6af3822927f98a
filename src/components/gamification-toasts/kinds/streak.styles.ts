import { css } from 'lit'

/** Styles of a streak. */
export const styles = css`
  :host {
    --_flame-1: var(--belfry-flame-start, #ef4444);
    --_flame-2: var(--belfry-flame-middle, #f97316);
    --_flame-3: var(--belfry-flame-end, #fbbf24);
    --_confetti: var(--belfry-confetti, #f59e0b #ef4444 #ec4899 #6366f1 #10b981);
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

  .flame-1 {
    stop-color: var(--_flame-1);
  }

  .flame-2 {
    stop-color: var(--_flame-2);
  }

  .flame-3 {
    stop-color: var(--_flame-3);
  }

  .number {
    font-size: 2.93em;
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

  .milestones + .message {
    margin-block-start: 5px;
  }

  .confetti {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }

  @media (forced-colors: active) {
    .glow {
      display: none;
    }

    .milestones i {
      border: 1px solid;
    }

    .milestones .reached {
      background: Highlight;
    }
  }
`
