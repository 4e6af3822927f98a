import type { LitElement } from 'lit'
import { PageElement } from '../../context/page-element.js'
import { renderNotLoaded } from '../../internal/not-loaded.js'
import type { PreferencesMessages } from '../../locales/preferences/messages.js'

/**
 * A form for the member's notification preferences: channels per category, quiet hours,
 * celebrations and mutes. Each change is saved at once and takes effect in every element and tab
 * without a reload.
 *
 * @summary The member's notification settings.
 *
 * @fires {ConnectionChangeEvent} connection-change - The status of the connection to the server
 *   changed. `event.status` is the new status, `event.previousStatus` the former one.
 *
 * @slot header - Content beside the form's heading.
 * @slot footer - Content after the last section of the form.
 *
 * @csspart panel - The region that holds the whole form.
 * @csspart heading - The heading of the form.
 * @csspart section - A section of the form, such as quiet hours.
 * @csspart subject - The heading of a section.
 * @csspart channels - The table of categories and channels.
 * @csspart category - The row heading of a category in the table of channels.
 * @csspart switch - A switch.
 * @csspart control - A field for a time or a time zone.
 * @csspart duration - An option for how long toasts stay.
 * @csspart listen - The button that plays the sound of celebrations.
 * @csspart mutes - The list of muted types, courses and channels.
 * @csspart mute - An item in the list of muted types, courses and channels.
 * @csspart unmute - The button that removes one item from the list of mutes.
 * @csspart notice - The message in place of the form: the member is signed out, or loading failed.
 * @csspart retry - The "Try again" button of the message in place of the form.
 * @csspart reload - The button that reloads the page, shown when a part of the element could not be
 *   loaded.
 * @csspart saving - The line that says whether the last change is being saved, is saved or was
 *   refused.
 * @csspart try-again - The "Try again" button in the line about a change that was not saved.
 *
 * @cssprop [--belfry-accent=light-dark(#4338ca, #a5b4fc)] -
 *   The colour of links, the unread mark, switches that are on, and the focus ring.
 * @cssprop [--belfry-accent-soft=light-dark(#eef0ff, #23264a)] -
 *   The background of the open bell and of selected items.
 * @cssprop [--belfry-on-accent=light-dark(#ffffff, #16181d)] -
 *   The colour of text on the accent colour.
 * @cssprop [--belfry-raised=light-dark(#ffffff, #1e2128)] -
 *   The background of panels, pages and toasts.
 * @cssprop [--belfry-sunken=light-dark(#f6f7f9, #272b34)] -
 *   The background of the row under the pointer.
 * @cssprop [--belfry-text=light-dark(#16181d, #f2f4f8)] - The colour of text.
 * @cssprop [--belfry-muted=light-dark(#596070, #a3abbb)] -
 *   The colour of secondary text, such as messages and times.
 * @cssprop [--belfry-line=light-dark(#e6e8ee, #2b2f39)] - The colour of thin lines and borders.
 * @cssprop [--belfry-learning=light-dark(#1d4ed8, #93c5fd)] - The colour of learning icons.
 * @cssprop [--belfry-learning-soft=light-dark(#e8f0fe, #172644)] -
 *   The background of the tile behind learning icons.
 * @cssprop [--belfry-interaction=light-dark(#0f766e, #5eead4)] - The colour of interaction icons.
 * @cssprop [--belfry-interaction-soft=light-dark(#e0f5f2, #0f2e2c)] -
 *   The background of the tile behind interaction icons.
 * @cssprop [--belfry-gamification=light-dark(#b45309, #fcd34d)] -
 *   The colour of gamification icons and of the number of points.
 * @cssprop [--belfry-gamification-soft=light-dark(#fef3d6, #3a2a0c)] -
 *   The background of the tile behind gamification icons.
 * @cssprop [--belfry-system=light-dark(#475569, #cbd5e1)] -
 *   The colour of system icons, and of icons for the platform's own types.
 * @cssprop [--belfry-system-soft=light-dark(#eef1f5, #262b35)] -
 *   The background of the tile behind system icons.
 * @cssprop [--belfry-good=light-dark(#15803d, #4ade80)] -
 *   The colour that signals a live connection or a saved change.
 * @cssprop [--belfry-radius=16px] - The corner radius of panels, pages and toasts.
 * @cssprop [--belfry-shadow=0 1px 2px light-dark(#0f172a14, #00000066), 0 12px 32px -8px light-dark(#0f172a33, #000000bb)] -
 *   The shadow below panels and toasts.
 * @cssprop [--belfry-warn=light-dark(#b45309, #fcd34d)] -
 *   The colour that signals a lost connection or an unsaved change.
 */
export class NotificationPreferences extends PageElement {
  static override properties = {
    messages: { attribute: false },
    headingLevel: { type: Number, attribute: 'heading-level' },
    theme: { reflect: true },
  }

  /** Replaces texts of the form. A text that is missing keeps its default. */
  declare messages: Partial<PreferencesMessages> | undefined
  /** The level of the form's heading in the outline of the page, 1 to 5. Default: 2. */
  declare headingLevel: number | undefined
  /** Sets the colour scheme. `auto` follows the page's `color-scheme`. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined

  protected override async loadContent(): Promise<(host: this) => LitElement> {
    return (await import('./define-form.js')).createForm
  }

  /** @internal */
  override renderNotLoaded(): unknown {
    return renderNotLoaded(this)
  }
}
