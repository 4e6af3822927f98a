import type { Head, Row } from './notification.js'
import type { Position } from './position.js'

/** The part of a row that decides whether it is visible and unread. */
export type Marks = Pick<
  Row,
  | 'scope'
  | 'category'
  | 'pos'
  | 'alertPos'
  | 'readPos'
  | 'gonePos'
  | 'raisedU'
  | 'readAtU'
  | 'retracted'
>

/**
 * Returns the part of a position that a row's numbers are counted in; 0 if there is no position.
 */
export const partFor = (row: Marks, position: Position | undefined): number =>
  (row.scope === 'member' ? position?.u : position?.b) ?? 0

/**
 * Returns the position of a register for a row: the `u` or `b` of its category, by the row's scope;
 * 0 if it is not set.
 */
export const at = (register: Readonly<Record<string, Position>>, row: Marks): number =>
  partFor(row, register[row.category])

/**
 * Whether the member sees the notification. A removed notification stays hidden until it asks for
 * attention again: "mark as unread" moves `pos` and not `alertPos`.
 */
export const isVisible = (row: Marks, head: Head): boolean =>
  !row.retracted && row.alertPos > Math.max(row.gonePos, at(head.clear, row))

/** Whether the notification is visible and unread, so that the badge counts it. */
export const isUnread = (row: Marks, head: Head): boolean =>
  isVisible(row, head) &&
  (row.pos > Math.max(row.readPos, at(head.read, row)) ||
    (row.scope === 'broadcast' &&
      row.raisedU > Math.max(row.readAtU, head.read[row.category]?.u ?? 0)))

/** Whether the notification is unread and newer than the member's last look at the list. */
export const isUnseen = (row: Marks, head: Head): boolean =>
  isUnread(row, head) && row.alertPos > partFor(row, head.seen)
