import { html, nothing, type TemplateResult } from 'lit'
import type { Mute } from '../../protocol/preferences.js'
import { icon } from '../../internal/icons.js'
import { isolate } from '../../protocol/isolate.js'
import { describeType } from '../../protocol/catalogue.js'
import { renderSection, type FormContext } from './section.js'

const isSame = (one: Mute, other: Mute): boolean => one.kind === other.kind && one.id === other.id

/** Renders the list of mutes, each with a button that removes it. */
export function renderMutes(
  context: FormContext,
  onUnmute: (rest: readonly Mute[]) => void,
): TemplateResult {
  const { messages } = context
  const mutes = context.preferences.mutes ?? []
  if (mutes.length === 0)
    return renderSection(
      'muted',
      undefined,
      html`<p class="none">${messages.mutedNone}</p>`,
      context,
    )
  const list = html`
    <ul class="mutes" part="mutes">
      ${mutes.map((mute) =>
        renderMute(mute, context, () =>
          onUnmute((context.now().mutes ?? []).filter((other) => !isSame(other, mute))),
        ),
      )}
    </ul>
  `
  return renderSection('muted', messages.mutedHint, list, context)
}

function renderMute(mute: Mute, context: FormContext, onUnmute: () => void): TemplateResult {
  const { messages, lang } = context
  const ours = mute.kind === 'type' ? messages.types[mute.id] : undefined
  const name = ours ?? nameOf(mute, context)
  const { category, icon: art } = describeType(mute.id)
  return html`<li class="mute" part="mute">
    <span class="tile ${mute.kind === 'type' ? category : 'system'}"
      >${icon(mute.kind === 'type' ? art : mute.kind)}</span
    >
    <span class="words">
      <bdi lang=${ours ? nothing : (lang ?? nothing)}>${name}</bdi>
      <span class="hint">${messages[mute.kind]}</span>
    </span>
    <button
      class="button-outline"
      part="unmute"
      type="button"
      aria-label="${messages.unmute}: ${isolate(name)}"
      @click=${onUnmute}
    >
      ${messages.unmute}
    </button>
  </li>`
}

/**
 * Returns the name of a mute. A platform may mute without a name: then a loaded notification may
 * have the name, else the id is used.
 */
function nameOf({ kind, id, name }: Mute, { notifications }: FormContext): string {
  if (name) return name
  const told = notifications.find(({ data }) => kind !== 'type' && data?.[`${kind}Id`] === id)?.data
  const title = told?.[kind === 'course' ? 'courseTitle' : 'channelName']
  return typeof title === 'string' ? title : inWords(id)
}

/** Turns an id into words: `ranking.changed` becomes `Ranking changed`. */
function inWords(id: string): string {
  const words = id.replaceAll(/[-_.]+/g, ' ').trim()
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
