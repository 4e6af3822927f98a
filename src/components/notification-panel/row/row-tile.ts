import { html } from 'lit'
import { icon } from '../../../internal/icons.js'
import { describeType } from '../../../protocol/catalogue.js'
import { safeLink } from '../../../protocol/links.js'
import type { InboxNotification } from '../../../store/listing.js'
import { groupOf } from '../filters.js'

/** The pictures that could not be loaded on this page, by address. */
const failedPictures = new Set<string>()

/**
 * Returns the address of the picture of the person who caused a notification. It returns `null` if
 * there is none, or if it could not be loaded before.
 */
export function pictureOf({ category, imageUrl }: InboxNotification): string | null {
  const picture = groupOf(category) === 'interaction' ? safeLink(imageUrl) : null
  return picture !== null && failedPictures.has(picture) ? null : picture
}

/**
 * Renders the tile at the start of a row. For comments, replies and messages it shows the person: a
 * picture, else initials, with the icon of the type at its edge. Otherwise it shows the icon.
 *
 * @param onPictureFailed - called when a picture could not be loaded; the next render shows initials
 */
export function renderTile(notification: InboxNotification, onPictureFailed: () => void): unknown {
  const { type, category } = notification
  const group = groupOf(category)
  const art = notification.icon ?? describeType(type).icon
  const person = group === 'interaction' && renderPerson(notification, onPictureFailed)
  return person
    ? html`${person}${icon(art, `mark ${group}`, 'icon')}`
    : icon(art, `tile ${group}`, 'icon')
}

function renderPerson(notification: InboxNotification, onPictureFailed: () => void): unknown {
  const picture = pictureOf(notification)
  if (picture !== null)
    return html`<img
      class="tile person"
      part="avatar"
      alt=""
      src=${picture}
      loading="lazy"
      decoding="async"
      @error=${() => {
        failedPictures.add(picture)
        onPictureFailed()
      }}
    />`
  const initials = initialsOf(notification.data?.['authorName'])
  return (
    initials &&
    html`<span class="tile person interaction" part="avatar" translate="no" aria-hidden="true"
      >${initials}</span
    >`
  )
}

/** Returns the first letters of a person's first and last name. */
function initialsOf(name: unknown): string {
  const words = typeof name === 'string' ? (name.match(/[\p{L}\p{N}]\S*/gu) ?? []) : []
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word = '') => [...word][0])
    .join('')
    .toLocaleUpperCase()
}
