import { html, nothing, type TemplateResult } from 'lit'
import type { Preferences } from '../../protocol/preferences.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'
import type { InboxNotification } from '../../store/listing.js'

/** The options that all sections of the form are rendered with. */
export interface FormContext {
  readonly preferences: Preferences
  /**
   * Returns the current preferences. They are newer than `preferences` if two changes follow each
   * other before a render.
   */
  readonly now: () => Preferences
  readonly messages: PreferencesMessages
  /**
   * The language of the platform's texts, if it differs from the language of the form's own texts.
   */
  readonly lang: string | undefined
  /** The level of the form's heading; headings of sections are one level below it. */
  readonly level: number
  /** Whether the platform has the gamification addon, which shows celebrations. */
  readonly hasGamification: boolean
  /** The loaded notifications, which contain the names of courses and channels. */
  readonly notifications: readonly InboxNotification[]
  readonly onChange: (change: Preferences) => void
}

/** Whether the server can send emails. A server that does not say so cannot. */
export const hasEmail = ({ features }: Preferences): boolean => features?.email === true

/** Renders a section of the form: heading, hint and controls. */
export const renderSection = (
  name: 'reaches' | 'muted' | 'quiet' | 'celebrations',
  hint: string | undefined,
  content: unknown,
  { messages, level }: FormContext,
): TemplateResult => html`
  <section class="section" part="section" aria-labelledby=${name}>
    <h3 id=${name} class="subject" part="subject" tabindex="-1" aria-level=${level + 1}>
      ${messages[name]}
    </h3>
    ${hint ? html`<p id="${name}-hint" class="hint">${hint}</p>` : nothing} ${content}
  </section>
`

/** The options for rendering a switch. */
export interface Switch {
  readonly isOn: boolean
  /** The ids of the elements that label the switch, separated by spaces. */
  readonly labelledBy: string
  /** The id of the element that explains the switch. */
  readonly describedBy?: string
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
}

/* eslint-disable lit-a11y/role-has-required-aria-attrs -- a checkbox exposes its own state */

/** Renders a switch: a checkbox that takes effect at once. */
export const renderSwitch = ({
  isOn,
  labelledBy,
  describedBy,
  isDisabled = false,
  onChange,
}: Switch): TemplateResult => html`
  <input
    class="switch"
    part="switch"
    type="checkbox"
    role="switch"
    aria-labelledby=${labelledBy}
    aria-describedby=${describedBy ?? nothing}
    ?disabled=${isDisabled}
    .checked=${isOn}
    @change=${(event: Event) => onChange((event.currentTarget as HTMLInputElement).checked)}
  />
`

/* eslint-enable lit-a11y/role-has-required-aria-attrs */

/** Renders a switch in a line of its own, after its label and hint. */
export const renderSwitchLine = (
  id: string,
  label: string,
  hint: string | undefined,
  one: Pick<Switch, 'isOn' | 'onChange'>,
  more: unknown = nothing,
): TemplateResult => html`
  <div class="line">
    <label class="words">
      <span id=${id}>${label}</span>
      ${hint ? html`<span id="${id}-hint" class="hint">${hint}</span>` : nothing}
    </label>
    ${more} ${renderSwitch({ ...one, labelledBy: id, ...(hint && { describedBy: `${id}-hint` }) })}
  </div>
`
