import { html, nothing, type TemplateResult } from 'lit'
import type { Preferences } from '../../client/preferences/preferences.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'
import type { InboxNotification } from '../../store/listing.js'

/** What every section of the form is drawn with. */
export interface FormContext {
  readonly preferences: Preferences
  /** What they are by now: later than what is drawn, where two changes follow each other at once. */
  readonly now: () => Preferences
  readonly messages: PreferencesMessages
  /** The language of what the platform wrote, where it is not that of our words. */
  readonly lang: string | undefined
  /** The level of the section's heading. */
  readonly level: number
  /** Whether the platform has the addon: without it there is nothing to celebrate. */
  readonly hasGamification: boolean
  /** The loaded notifications: they know what courses and channels are called. */
  readonly notifications: readonly InboxNotification[]
  readonly onChange: (change: Preferences) => void
}

/** Whether the server can send emails; one that does not say so cannot. */
export const hasEmail = ({ features }: Preferences): boolean => features?.email === true

/** One subject of the form: what it is about, and its controls. */
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

/** What a switch is drawn with. */
export interface Switch {
  readonly isOn: boolean
  /** The ids of what names it. */
  readonly labelledBy: string
  /** The id of what explains it. */
  readonly describedBy?: string
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
}

/* eslint-disable lit-a11y/role-has-required-aria-attrs -- a checkbox brings its state along */

/** A switch: a checkbox that takes effect at once. */
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

/** A switch in a line of its own, after its words. */
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
