import { html, type TemplateResult } from 'lit'
import { reloadPage } from '../locales/bell.js'
import { languageAt } from './language.js'

/**
 * Renders the notice that a part of an element could not be loaded: the device is offline, or a
 * release has replaced the file. The button reloads the page, because some browsers answer every
 * later import of a file with the same failure.
 */
export const renderNotLoaded = (host: Element): TemplateResult =>
  html`<button class="button-outline" part="reload" @click=${() => location.reload()}>
    ⚠ ${reloadPage[languageAt(host)] ?? reloadPage['en']}
  </button>`
