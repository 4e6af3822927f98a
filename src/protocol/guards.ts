import { record, row, snapshot } from './checks.js'
import type { Snapshot } from './frames.js'
import type { Row } from './notification.js'

/** Whether a value is a snapshot. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  record(value) && value['type'] === 'snapshot' && snapshot(value)

/** Whether a value is a row. */
export const isRow = (value: unknown): value is Row => row(value)
