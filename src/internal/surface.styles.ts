import { css } from 'lit'

/** The private names that everything but the closed bell paints with. See tokens.styles.ts. */
export const surfaceTokens = css`
  :host {
    --_sunken: var(--belfry-sunken, light-dark(#f6f7f9, #16181d));
    --_raised: var(--belfry-raised, light-dark(#ffffff, #1e2128));
    --_text: var(--belfry-text, light-dark(#16181d, #f2f4f8));
    --_muted: var(--belfry-muted, light-dark(#596070, #a3abbb));
    --_line: var(--belfry-line, light-dark(#e6e8ee, #2b2f39));
    --_learning: var(--belfry-learning, light-dark(#1d4ed8, #93c5fd));
    --_learning-soft: var(--belfry-learning-soft, light-dark(#e8f0fe, #172644));
    --_interaction: var(--belfry-interaction, light-dark(#0f766e, #5eead4));
    --_interaction-soft: var(--belfry-interaction-soft, light-dark(#e0f5f2, #0f2e2c));
    --_gamification: var(--belfry-gamification, light-dark(#b45309, #fcd34d));
    --_gamification-soft: var(--belfry-gamification-soft, light-dark(#fef3d6, #3a2a0c));
    --_system: var(--belfry-system, light-dark(#475569, #cbd5e1));
    --_system-soft: var(--belfry-system-soft, light-dark(#eef1f5, #262b35));
    --_good: var(--belfry-good, light-dark(#15803d, #4ade80));
    --_warn: var(--belfry-warn, light-dark(#b45309, #fcd34d));
    --_radius: var(--belfry-radius, 16px);
    --_shadow: var(
      --belfry-shadow,
      0 1px 2px light-dark(#0f172a14, #00000066),
      0 12px 32px -8px light-dark(#0f172a33, #000000bb)
    );
  }
`

/** For eyes to skip and screen readers to read. */
export const visuallyHidden = css`
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
