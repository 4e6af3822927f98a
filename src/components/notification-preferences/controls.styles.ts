import { css } from 'lit'

/** Styles of switches, buttons, fields and other controls. */
export const controls = css`
  .switch {
    position: relative;
    flex: none;
    inline-size: 40px;
    block-size: 24px;
    margin: 0;
    border: 2px solid transparent;
    border-radius: 12px;
    appearance: none;
    background-color: color-mix(in srgb, var(--_muted) 80%, var(--_raised));
    vertical-align: middle;
    cursor: pointer;
    transition: background-color 140ms;
  }

  .switch::before {
    content: '';
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 50%;
    background-color: var(--_raised);
    transition: inset-inline-start 140ms;
  }

  .switch:checked {
    background-color: var(--_accent);
  }

  .switch:checked::before {
    inset-inline-start: 16px;
  }

  .switch:disabled {
    opacity: 0.35;
    cursor: not-allowed;
  }

  :is(.button-outline, .text-button) {
    all: unset;
    flex: none;
    box-sizing: border-box;
    border-radius: 8px;
    padding: 6px 14px;
    font-size: 13px;
    font-weight: 600;
    line-height: 20px;
    cursor: pointer;
  }

  .button-outline {
    border: 1px solid var(--_line);
  }

  .text-button {
    padding-inline: 8px;
    color: var(--_accent);
  }

  :is(.button-outline, .text-button):hover {
    background-color: var(--_sunken);
  }

  :is(.button-outline, .text-button):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .subject:focus {
    outline: none;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    margin-block: 8px 4px;
  }

  .field {
    flex: 0 1 10em;
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.54;
  }

  .field.wide {
    flex: 1 1 14em;
  }

  @container (max-width: 30em) {
    .field {
      flex: 1 1 7em;
    }
  }

  .control {
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    block-size: 36px;
    margin: 0;
    padding-inline: 10px;
    border: 1px solid color-mix(in srgb, var(--_muted) 70%, var(--_raised));
    border-radius: 8px;
    background-color: var(--_raised);
    color: var(--_text);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  .durations {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    min-inline-size: 0;
    margin: 8px 0;
    padding: 0;
    border: 0;
  }

  .legend {
    padding: 0 0 8px;
    font-size: 0.875em;
    line-height: 1.43;
  }

  .duration {
    position: relative;
    padding: 5px 14px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    font-size: 0.8125em;
    font-weight: 600;
    line-height: 1.54;
    cursor: pointer;
  }

  .duration:hover {
    background-color: var(--_sunken);
  }

  .duration:has(:checked) {
    border-color: var(--_accent);
    background-color: var(--_accent);
    color: var(--_on-accent);
  }

  .duration:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  /* The radio button covers its label, so that a click on the label hits it. */
  .radio {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  @media (prefers-reduced-motion: reduce) {
    .switch,
    .switch::before {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .switch {
      border-color: ButtonBorder;
      background-color: ButtonFace;
      forced-color-adjust: none;
    }

    .switch::before {
      background-color: ButtonText;
    }

    .switch:checked {
      background-color: Highlight;
    }

    .switch:checked::before {
      background-color: HighlightText;
    }

    .duration:has(:checked) {
      border-color: Highlight;
      background-color: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`
