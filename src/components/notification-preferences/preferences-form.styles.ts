import { css } from 'lit'
import { cardTokens, visuallyHidden } from '../../internal/card.styles.js'
import { surfaceTokens } from '../../internal/surface.styles.js'
import { focusRing, theme } from '../../internal/theme.styles.js'
import { controls } from './controls.styles.js'

const frame = css`
  :host {
    --_on-accent: var(--belfry-on-accent, light-dark(#ffffff, #16181d));
    --_accent-soft: var(--belfry-accent-soft, light-dark(#eef0ff, #23264a));

    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  .page {
    display: block;
    container-type: inline-size;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background-color: var(--_raised);
  }

  .page:dir(rtl) .mirrored {
    scale: -1 1;
  }

  .frame {
    padding-block-end: 8px;
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 20px 24px 4px;
  }

  .heading {
    margin: 0;
    font-size: 1.25em;
    font-weight: 650;
    letter-spacing: -0.015em;
    line-height: 1.4;
  }

  .section {
    padding: 20px 24px;
  }

  .section + .section {
    border-block-start: 1px solid var(--_line);
  }

  .subject {
    margin: 0;
    font-size: 1em;
    font-weight: 650;
    line-height: 1.5;
  }

  .hint {
    display: block;
    margin: 2px 0 0;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 400;
    line-height: 1.54;
  }

  .tile {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 12px;
    background-color: var(--_system-soft);
    color: var(--_system);
  }

  .tile.learning {
    background-color: var(--_learning-soft);
    color: var(--_learning);
  }

  .tile.interaction {
    background-color: var(--_interaction-soft);
    color: var(--_interaction);
  }

  .tile.gamification {
    background-color: var(--_gamification-soft);
    color: var(--_gamification);
  }

  .icon {
    inline-size: 20px;
    block-size: 20px;
  }
`

const contents = css`
  .channels {
    inline-size: 100%;
    margin-block-start: 8px;
    border-collapse: collapse;
  }

  .channel {
    inline-size: 72px;
    padding: 4px;
    color: var(--_muted);
    font-size: 0.75em;
    font-weight: 650;
    line-height: 1.334;
    vertical-align: bottom;
  }

  .category {
    padding-block: 10px;
    padding-inline: 0 12px;
    text-align: start;
    font-weight: inherit;
  }

  .category-inside,
  .line,
  .mute {
    display: flex;
    align-items: center;
    gap: 12px;
  }

  .category-name {
    display: block;
    font-size: 0.875em;
    font-weight: 600;
    line-height: 1.43;
  }

  tbody tr + tr :is(.category, .cell) {
    border-block-start: 1px solid var(--_line);
  }

  .cell {
    padding: 0;
    text-align: center;
  }

  .line {
    min-block-size: 40px;
    padding-block: 4px;
    font-size: 0.875em;
    line-height: 1.43;
  }

  .line .hint {
    font-size: 0.929em;
  }

  .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .none {
    margin: 4px 0 0;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .mutes {
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
  }

  .mute {
    padding-block: 8px;
    font-size: 0.875em;
    font-weight: 600;
    line-height: 1.43;
  }

  .mute .hint {
    margin: 0;
    font-size: 0.929em;
  }

  .notice {
    display: grid;
    justify-items: center;
    padding: 40px 32px 48px;
    text-align: center;
  }

  .art {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    margin-block-end: 16px;
    border-radius: 50%;
    background-color: var(--_system-soft);
    color: var(--_system);
  }

  .notice-title {
    margin: 0;
    font-size: 0.9375em;
    font-weight: 650;
    line-height: 1.6;
  }

  .notice .button-outline {
    margin-block-start: 16px;
  }

  .skeleton {
    padding: 12px 24px 24px;
    animation: appear 200ms 150ms both;
  }

  .bone-row {
    display: grid;
    grid-template-columns: 40px 1fr 120px;
    align-items: center;
    gap: 12px;
    padding-block: 10px;
  }

  .bone {
    block-size: 10px;
    border-radius: 5px;
    background-color: var(--_line);
  }

  .bone.tile {
    block-size: 40px;
    border-radius: 12px;
  }

  /* On a narrow page the texts need the width. */
  @container (max-width: 30em) {
    .head {
      padding-inline: 16px;
    }

    .section {
      padding: 16px;
    }

    .category .tile,
    .category .hint {
      display: none;
    }

    .channel {
      inline-size: 56px;
      padding-inline: 2px;
      hyphens: auto;
    }
  }
`

const saving = css`
  /* The line stays in view, wherever on the page the switch is. */
  .saving-region {
    position: sticky;
    inset-block-end: 16px;
    z-index: 1;
    display: grid;
    justify-items: center;
    align-content: end;
    block-size: 0;
    pointer-events: none;
  }

  .saving {
    display: flex;
    align-items: center;
    gap: 8px;
    box-sizing: border-box;
    min-block-size: 36px;
    max-inline-size: calc(100% - 32px);
    padding: 4px 14px;
    border: 1px solid var(--_line);
    border-radius: 18px;
    background-color: var(--_raised);
    box-shadow: var(--_shadow);
    font-size: 0.8125em;
    font-weight: 600;
    line-height: 1.54;
    pointer-events: auto;
    /* Most changes are saved within the 400 ms delay, so the line is not shown for them. */
    animation: appear 140ms 400ms both;
  }

  .saved {
    color: var(--_good);
    animation: go 400ms 2.4s forwards;
  }

  .saved .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .refused::before {
    content: '';
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background-color: var(--_warn);
  }

  .refused {
    padding-inline-end: 6px;
    animation: appear 140ms;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes go {
    to {
      opacity: 0;
      visibility: hidden;
    }
  }

  @media (prefers-contrast: more) {
    :host {
      --_muted: var(--_text);
      --_line: var(--_text);
    }
  }

  @media (forced-colors: active) {
    .tile,
    .art {
      border: 1px solid;
    }
  }

  @media print {
    .saving-region {
      display: none;
    }
  }
`

/** Styles of the form. */
export const styles = [
  theme,
  cardTokens,
  surfaceTokens,
  visuallyHidden,
  focusRing,
  frame,
  contents,
  controls,
  saving,
]
