import { html, nothing, type TemplateResult } from 'lit'
import type { QuietHours } from '../../protocol/preferences.js'
import { hasEmail, renderSection, renderSwitchLine, type FormContext } from './section.js'

/** The suggestion for a member without quiet hours: the night in the browser's time zone. */
const night = (): QuietHours => ({ from: '22:00', to: '07:00', timeZone: ownZone() })

const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Renders the section about quiet hours: the time of day without toasts and emails. */
export function renderQuietHours(
  context: FormContext,
  last: QuietHours | undefined,
): TemplateResult {
  const { preferences, messages, onChange } = context
  const quiet = preferences.quietHours ?? null
  const content = html`
    ${renderSwitchLine('quiet-switch', messages.quietSwitch, undefined, {
      isOn: quiet !== null,
      onChange: (isOn) => onChange({ quietHours: isOn ? (last ?? night()) : null }),
    })}
    ${quiet ? renderTimes(quiet, context) : nothing}
  `
  const hint = hasEmail(preferences) ? messages.quietHint : messages.quietHintWithoutEmail
  return renderSection('quiet', hint, content, context)
}

function renderTimes(quiet: QuietHours, { messages, now, onChange }: FormContext): TemplateResult {
  const change = (part: keyof QuietHours) => (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement | HTMLSelectElement
    // The value is empty while the member is still typing a time.
    if (value) onChange({ quietHours: { ...quiet, ...now().quietHours, [part]: value } })
  }
  return html`<div class="fields">
    ${(['from', 'to'] as const).map(
      (part) =>
        html`<label class="field">
          <span>${messages[part]}</span>
          <input
            class="control"
            part="control"
            type="time"
            required
            .value=${quiet[part]}
            @change=${change(part)}
          />
        </label>`,
    )}
    <label class="field wide">
      <span>${messages.timeZone}</span>
      <select class="control" part="control" @change=${change('timeZone')}>
        ${zonesWith(quiet.timeZone).map(
          (zone) =>
            html`<option value=${zone} .selected=${zone === quiet.timeZone}>
              ${zone.replaceAll('_', ' ')}
            </option>`,
        )}
      </select>
    </label>
  </div>`
}

/**
 * Returns all time zones that the browser knows, and the member's own even if it is not among them.
 */
const zonesWith = (own: string): readonly string[] => {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(own) ? known : [own, ...known]
}
