import type { Row } from '../protocol/notification.js'

/** Receives notifications of an inbox that no toast shows. */
export type UncelebratedListener = (inbox: object, rows: readonly Row[]) => void

const listeners = new Set<UncelebratedListener>()

/**
 * Calls a listener with notifications that toasts should have shown but did not. Returns a function
 * that removes the listener.
 */
export function onUncelebrated(listener: UncelebratedListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Tells the bells of the page that no toast shows these notifications, so that a bell announces
 * them.
 */
export function reportUncelebrated(inbox: object, rows: readonly Row[]): void {
  if (rows.length > 0) for (const listener of listeners) listener(inbox, rows)
}
