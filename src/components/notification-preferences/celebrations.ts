import { html, type TemplateResult } from 'lit'
import { celebrationDurations } from '../../protocol/preferences.js'
import { renderSection, renderSwitchLine, type FormContext } from './section.js'

/** Renders the section about celebrations: duration, confetti and sound. */
export function renderCelebrations(context: FormContext): TemplateResult {
  const { preferences, messages, onChange } = context
  const { duration = 'default', confetti = true, sound = false } = preferences.celebrations ?? {}
  const content = html`
    <fieldset class="durations">
      <legend class="legend">${messages.duration}</legend>
      ${celebrationDurations.map(
        (one) =>
          html`<label class="duration" part="duration">
            <input
              class="radio"
              type="radio"
              name="duration"
              value=${one}
              .checked=${one === duration}
              @change=${() => onChange({ celebrations: { duration: one } })}
            />
            <span>${messages[one]}</span>
          </label>`,
      )}
    </fieldset>
    ${renderSwitchLine('confetti', messages.confetti, messages.confettiHint, {
      isOn: confetti,
      onChange: (isOn) => onChange({ celebrations: { confetti: isOn } }),
    })}
    ${renderSwitchLine(
      'sound',
      messages.sound,
      messages.soundHint,
      { isOn: sound, onChange: (isOn) => onChange({ celebrations: { sound: isOn } }) },
      html`<button class="button-outline" part="listen" type="button" @click=${listen}>
        ${messages.tryIt}
      </button>`,
    )}
  `
  return renderSection('celebrations', undefined, content, context)
}

async function listen(): Promise<void> {
  try {
    const { chime } = await import('../../internal/chime.js')
    chime()
  } catch {
    // The device is offline, so no sound is played.
  }
}
