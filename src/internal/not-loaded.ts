import { html, type TemplateResult } from 'lit'
import { reloadPage } from '../locales/bell.js'
import { languageAt } from './language.js'

/**
 * Says that a part of an element could not be loaded: the page is cut off, or a release has replaced the
 * file. It offers to reload the page, as some browsers answer each later import of a file with the same
 * failure.
 */
export const renderNotLoaded = (host: Element): TemplateResult =>
  html`<button class="button-outline" part="reload" @click=${() => location.reload()}>
    ⚠ ${reloadPage[languageAt(host)] ?? reloadPage['en']}
  </button>`
