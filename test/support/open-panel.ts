import type { RealTab } from './real-tabs.js'

/** An expression for the page: how many rows the open panel shows. */
export const rows = `(deep('[role="dialog"]')?.querySelectorAll('[part~="row"]').length ?? 0)`

/** An expression for the page: what the open panel says of the connection. */
export const status = `deep('[part~="status"]')?.textContent.trim()`

/** Opens the bell's panel with the mouse. */
export async function openPanel(tab: RealTab): Promise<void> {
  await tab.click('[part~="button"]')
  await tab.waitFor(`deep('[role="dialog"]')?.matches(':popover-open') && ${status} !== undefined`)
}

/** Opens the panel and clicks on "Mark all as read". */
export async function markAllAsRead(tab: RealTab): Promise<void> {
  await openPanel(tab)
  const button = `[...deep('[role="dialog"]').querySelectorAll('button')].find(({ textContent }) =>
    textContent.trim() === 'Mark all as read')`
  await tab.waitFor(`${button} !== undefined`)
  await tab.evaluate(`${button}.click()`)
}
