import type { Row } from '../protocol/notification.js'

/** Hears which notifications of an inbox are shown by no toast. */
export type UncelebratedListener = (inbox: object, rows: readonly Row[]) => void

const listeners = new Set<UncelebratedListener>()

/** Calls a listener with what toasts were to show and do not show. Answers how to end that. */
export function onUncelebrated(listener: UncelebratedListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells the page's bells that no toast shows these notifications, so that a bell speaks of them. */
export function reportUncelebrated(inbox: object, rows: readonly Row[]): void {
  if (rows.length > 0) for (const listener of listeners) listener(inbox, rows)
}
