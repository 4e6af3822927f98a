import { html, type TemplateResult } from 'lit'
import type { Channels } from '../../protocol/preferences.js'
import { icon } from '../../internal/icons.js'
import { categories, type Category } from '../../protocol/catalogue.js'
import { hasEmail, renderSection, renderSwitch, type FormContext } from './section.js'

const art: Readonly<Record<Category, string>> = {
  learning: 'book',
  interaction: 'comment',
  gamification: 'trophy',
  system: 'announcement',
}
const channels: readonly (keyof Channels)[] = ['inApp', 'toast', 'email']

/** Renders the table of switches: one row for each category, one column for each channel. */
export function renderChannels(context: FormContext): TemplateResult {
  const { messages, hasGamification, preferences } = context
  const isOffered = {
    inApp: true,
    // Only the gamification addon shows toasts.
    toast: hasGamification,
    email: hasEmail(preferences),
  }
  const columns = channels.filter((channel) => isOffered[channel])
  const rows = categories.filter((category) => category !== 'gamification' || hasGamification)
  const table = html`
    <table class="channels" part="channels" aria-labelledby="reaches">
      <thead>
        <tr>
          <td></td>
          ${columns.map(
            (channel) =>
              html`<th id=${channel} class="channel" scope="col">${messages[channel]}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((category) => renderRow(category, columns, context))}
      </tbody>
    </table>
  `
  const hint = hasGamification ? messages.reachesHint : undefined
  return renderSection('reaches', hint, table, context)
}

function renderRow(
  category: Category,
  columns: readonly (keyof Channels)[],
  { preferences, messages, onChange }: FormContext,
): TemplateResult {
  const wanted = { inApp: true, toast: true, email: true, ...preferences.categories?.[category] }
  return html`<tr>
    <th class="category" part="category" scope="row">
      <span class="category-inside">
        <span class="tile ${category}">${icon(art[category])}</span>
        <span>
          <span id=${category} class="category-name">${messages[category]}</span>
          <span id="${category}-hint" class="hint">${messages[`${category}Hint`]}</span>
        </span>
      </span>
    </th>
    ${columns.map(
      (channel) =>
        html`<td class="cell">
          ${renderSwitch({
            isOn: wanted[channel],
            labelledBy: `${category} ${channel}`,
            describedBy: `${category}-hint`,
            isDisabled: channel === 'toast' && !wanted.inApp,
            onChange: (isOn) => onChange({ categories: { [category]: { [channel]: isOn } } }),
          })}
        </td>`,
    )}
  </tr>`
}
