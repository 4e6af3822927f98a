import { css } from 'lit'

/** The private custom properties that only the panel and the preferences form use. */
export const surfaceTokens = css`
  :host {
    --_sunken: var(--belfry-sunken, light-dark(#f6f7f9, #272b34));
    /* What lies above a panel, such as a menu, is a little lighter than the panel. */
    --_lifted: color-mix(in srgb, var(--_raised) 95%, #ffffff);
    --_lifted-line: color-mix(in srgb, var(--_line) 92%, #ffffff);
    --_learning: var(--belfry-learning, light-dark(#1d4ed8, #93c5fd));
    --_learning-soft: var(--belfry-learning-soft, light-dark(#e8f0fe, #172644));
    --_interaction: var(--belfry-interaction, light-dark(#0f766e, #5eead4));
    --_interaction-soft: var(--belfry-interaction-soft, light-dark(#e0f5f2, #0f2e2c));
    --_system: var(--belfry-system, light-dark(#475569, #cbd5e1));
    --_system-soft: var(--belfry-system-soft, light-dark(#eef1f5, #262b35));
    --_good: var(--belfry-good, light-dark(#15803d, #4ade80));
    --_warn: var(--belfry-warn, light-dark(#b45309, #fcd34d));
  }
`
