import type { Content, Row } from '../../protocol/notification.js'
import { toastStyleOf } from './toast-style.js'

/** A row that is older is listed, and not celebrated, in milliseconds. */
const FRESH_MS = 60_000

/**
 * Whether a row is celebrated by a toast, and so new that its toast is no surprise.
 *
 * @param nowMs The time by the server's clock, in milliseconds since 1970.
 */
export const isFresh = (row: Row, nowMs: number): row is Row & { readonly content: Content } =>
  row.content !== null &&
  toastStyleOf(row.content) !== undefined &&
  Date.parse(row.createdAt) > nowMs - FRESH_MS
