import { definePrivate } from '../../internal/define-private.js'
import type { NotificationPreferences } from './notification-preferences.js'
import { PreferencesForm } from './preferences-form.js'

definePrivate('belfry-preferences', PreferencesForm)

/** Makes the inside of the element, whatever tag its class found free. */
export function createForm(host: NotificationPreferences): PreferencesForm {
  const form = new PreferencesForm(host)
  host.addController({ hostUpdated: () => form.requestUpdate() })
  return form
}
