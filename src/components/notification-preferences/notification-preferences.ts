import type { LitElement } from 'lit'
import { PageElement } from '../../context/page-element.js'
import { renderNotLoaded } from '../../internal/not-loaded.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'

/**
 * What a member wants to hear of, and how: categories by channels, quiet hours, celebrations, and what
 * is muted. Each change is saved at once, and counts in every element and tab without a reload.
 *
 * @summary The member's notification settings.
 *
 * @fires {ConnectionChangeEvent} connection-change - The connection to the server changed its status:
 *   `event.status` and `event.previousStatus` say from which to which.
 *
 * @slot header - Beside the heading.
 * @slot footer - After the last section.
 *
 * @csspart panel - All of it.
 * @csspart heading - Its heading.
 * @csspart section - One of its subjects.
 * @csspart subject - The heading of one.
 * @csspart channels - The table of categories and channels.
 * @csspart category - The head of one of its rows.
 * @csspart switch - A switch.
 * @csspart control - A field for a time or a time zone.
 * @csspart duration - One of the ways to stay.
 * @csspart listen - The button that plays the sound.
 * @csspart mutes - The list of what is muted.
 * @csspart mute - One of it.
 * @csspart unmute - The button that takes it out.
 * @csspart notice - What stands where the form would be.
 * @csspart retry - "Try again" in it.
 * @csspart reload - The button that reloads the page, where a part of the element could not be loaded.
 * @csspart saving - The line that says how the saving of the last change stands.
 * @csspart try-again - "Try again" in it.
 *
 * @cssprop [--belfry-accent=light-dark(#4338ca, #a5b4fc)] -
 *   Links, the unread mark, switches that are on, the focus ring.
 * @cssprop [--belfry-accent-soft=light-dark(#eef0ff, #23264a)] -
 *   The background of the open bell and of what is chosen.
 * @cssprop [--belfry-on-accent=light-dark(#ffffff, #16181d)] - Text on the accent colour.
 * @cssprop [--belfry-raised=light-dark(#ffffff, #1e2128)] - The background of panels, pages and toasts.
 * @cssprop [--belfry-sunken=light-dark(#f6f7f9, #16181d)] - The background of the row under the pointer.
 * @cssprop [--belfry-text=light-dark(#16181d, #f2f4f8)] - Text.
 * @cssprop [--belfry-muted=light-dark(#596070, #a3abbb)] - Quieter text, such as messages and times.
 * @cssprop [--belfry-line=light-dark(#e6e8ee, #2b2f39)] - Thin lines and borders.
 * @cssprop [--belfry-learning=light-dark(#1d4ed8, #93c5fd)] - Icons of learning.
 * @cssprop [--belfry-learning-soft=light-dark(#e8f0fe, #172644)] - The tile behind icons of learning.
 * @cssprop [--belfry-interaction=light-dark(#0f766e, #5eead4)] - Icons of interaction.
 * @cssprop [--belfry-interaction-soft=light-dark(#e0f5f2, #0f2e2c)] - The tile behind icons of interaction.
 * @cssprop [--belfry-gamification=light-dark(#b45309, #fcd34d)] -
 *   Icons of gamification, the number of points.
 * @cssprop [--belfry-gamification-soft=light-dark(#fef3d6, #3a2a0c)] - The tile behind icons of gamification.
 * @cssprop [--belfry-system=light-dark(#475569, #cbd5e1)] - Icons of the system, and of a host's own types.
 * @cssprop [--belfry-system-soft=light-dark(#eef1f5, #262b35)] - The tile behind icons of the system.
 * @cssprop [--belfry-good=light-dark(#15803d, #4ade80)] -
 *   The sign that the connection is live, or that a change is saved.
 * @cssprop [--belfry-radius=16px] - The rounding of the corners of panels, pages and toasts.
 * @cssprop [--belfry-shadow=0 1px 2px light-dark(#0f172a14, #00000066), 0 12px 32px -8px light-dark(#0f172a33, #000000bb)] -
 *   The shadow below panels and toasts.
 * @cssprop [--belfry-warn=light-dark(#b45309, #fcd34d)] -
 *   The sign that the connection is lost, or that a change is not saved.
 */
export class NotificationPreferences extends PageElement {
  static override properties = {
    messages: { attribute: false },
    headingLevel: { type: Number, attribute: 'heading-level' },
    theme: { reflect: true },
  }

  /** Words of the page's own, in the place of ours; what is missing stays. */
  declare messages: Partial<PreferencesMessages> | undefined
  /** The level of the heading in the page's outline, 1 to 5. Default: 2. */
  declare headingLevel: number | undefined
  /** Sets the colours against the page's `color-scheme`; `auto` follows it. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined

  protected override async load(): Promise<(host: this) => LitElement> {
    return (await import('./define-form.js')).createForm
  }

  /** @internal */
  override renderNotLoaded(): unknown {
    return renderNotLoaded(this)
  }
}
