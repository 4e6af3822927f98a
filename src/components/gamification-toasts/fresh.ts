import type { Content, Row } from '../../protocol/notification.js'
import { toastStyleOf } from '../../internal/toast-style.js'

/** An older row is listed in the inbox but not celebrated, in milliseconds. */
const FRESH_MS = 60_000

/**
 * Whether a toast may celebrate a row: the row has a toast style and was created within `FRESH_MS`.
 *
 * @param nowMs The time by the server's clock, in milliseconds since 1970.
 */
export const isFresh = (row: Row, nowMs: number): row is Row & { readonly content: Content } =>
  row.content !== null &&
  toastStyleOf(row.content) !== undefined &&
  Date.parse(row.createdAt) > nowMs - FRESH_MS
