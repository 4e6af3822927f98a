import { html, render } from 'lit'
import { adopt } from '../../../internal/adopt.js'
import { icon } from '../../../internal/icons.js'
import { EASE_OUT, prefersReducedMotion } from '../../../internal/motion.js'
import { followSwipe } from '../../../internal/swipe.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { RowActions } from './row-actions.js'
import type { RowsHost } from './row-focus.js'
import { styles } from './row-swipe.styles.js'
import type { Messages } from '../../../locales/messages.js'

/** A panel whose rows can be swiped. */
export interface SwipedPanel extends RowsHost {
  readonly words: Messages
  readonly rowActions: RowActions
}

/** A released row that was drawn farther than this acts, in pixels. */
const THRESHOLD_PX = 72
const MOVE_MS = 180

/**
 * Lets the member swipe a row with a finger: towards the start of the line it is marked as read, or as
 * unread if it is read; towards the end it is removed. The menu of the row has the same actions.
 */
export function swipeRows(panel: SwipedPanel, signal: AbortSignal): void {
  adopt(panel, styles)
  panel.addEventListener(
    'pointerdown',
    (down) => {
      const row = (down.target as Element).closest<HTMLElement>('.row')
      if (row && down.pointerType === 'touch') swipe(panel, row, down)
    },
    { signal },
  )
}

function swipe(panel: SwipedPanel, row: HTMLElement, down: PointerEvent): void {
  const notification = panel.list.shown.rows.find(({ id }) => id === row.dataset['id'])
  if (!notification) return
  const toEnd = row.matches(':dir(rtl)') ? -1 : 1
  let hint: HTMLElement | undefined
  followSwipe(row, down, {
    onMove(dx) {
      hint ??= layHint(row)
      showHint(hint, dx * toEnd, notification, panel.words)
      row.style.translate = `${dx}px`
      row.classList.add('swiped')
    },
    onEnd(dx, _speed, isReleased) {
      const isFar = isReleased && Math.abs(dx) >= THRESHOLD_PX
      const isRemoved = isFar && dx * toEnd > 0
      const away = Math.sign(dx) * row.offsetWidth
      void glide(row, dx, isRemoved ? away : 0).then(() => {
        hint?.remove()
        row.classList.remove('swiped')
        if (!isRemoved) row.style.translate = ''
        const { rowActions } = panel
        if (isRemoved) rowActions.act('remove', notification)
        else if (isFar) rowActions.act(notification.isUnread ? 'read' : 'unread', notification)
      })
    },
  })
}

/** Lays the ground that appears where the row is drawn away. */
function layHint(row: HTMLElement): HTMLElement {
  const hint = document.createElement('div')
  hint.className = 'swipe'
  hint.ariaHidden = 'true'
  const { offsetTop, offsetLeft, offsetWidth, offsetHeight } = row
  const [top, left] = [`${offsetTop}px`, `${offsetLeft}px`]
  const [inlineSize, blockSize] = [`${offsetWidth}px`, `${offsetHeight}px`]
  Object.assign(hint.style, { top, left, inlineSize, blockSize })
  row.closest('.list')?.append(hint)
  return hint
}

/** Shows what a release would do now. */
function showHint(
  hint: HTMLElement,
  towardsEnd: number,
  { isUnread }: InboxNotification,
  { remove, markAsRead, markAsUnread }: Messages,
): void {
  const isRemoved = towardsEnd > 0
  hint.classList.toggle('removes', isRemoved)
  hint.classList.toggle('far', Math.abs(towardsEnd) >= THRESHOLD_PX)
  const [art, word] = isRemoved
    ? ['trash', remove]
    : isUnread
      ? ['check', markAsRead]
      : ['dot', markAsUnread]
  render(html`<span>${icon(art)}${word}</span>`, hint)
}

/** Moves a released row to its place, or out of the list. */
async function glide(row: HTMLElement, from: number, to: number): Promise<void> {
  row.style.translate = `${to}px`
  if (prefersReducedMotion()) return
  const animation = row.animate(
    { translate: [`${from}px`, `${to}px`] },
    { duration: MOVE_MS, easing: EASE_OUT },
  )
  await animation.finished.catch(() => undefined)
}
