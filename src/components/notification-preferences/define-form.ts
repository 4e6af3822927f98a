import { definePrivate } from '../../internal/define-private.js'
import type { NotificationPreferences } from './notification-preferences.js'
import { PreferencesForm } from './preferences-form.js'

definePrivate('belfry-preferences', PreferencesForm)

/**
 * Creates the form inside the element. The caller needs no tag name: the class is registered under
 * a free one.
 */
export function createForm(host: NotificationPreferences): PreferencesForm {
  const form = new PreferencesForm(host)
  host.addController({ hostUpdated: () => form.requestUpdate() })
  return form
}
