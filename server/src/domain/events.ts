import type * as v from 'valibot'
import { safeParse } from 'valibot'
import { eventTypes, type EventType, UNKEPT } from './event-types.js'
import type { Overrides } from './fields.js'
import type { EventPlan } from './plan.js'

/** The name of a domain event. */
export type EventName = keyof typeof eventTypes

/** Whether the server accepts events of this name. */
export const isEventName = (type: string): type is EventName => Object.hasOwn(eventTypes, type)

/**
 * Validates the data of an event and plans its effects. Returns the plan, or the
 * issues of the data.
 */
export function planEvent(
  type: EventName,
  data: unknown,
): { readonly plan: EventPlan } | { readonly issues: readonly v.BaseIssue<unknown>[] } {
  // The type of each row's function depends on the row's own fields. Only their common
  // shape matters here.
  const row = eventTypes[type] as unknown as EventType<Overrides & Record<string, unknown>>
  const parsed = safeParse(row.data, data)
  if (!parsed.success) return { issues: parsed.issues }
  const { title, message, actionUrl, expiresAt, ...rest } = parsed.output
  const actions = row.plan(parsed.output)
  const kept = Object.entries(rest).filter(([name]) => !UNKEPT.has(name))
  return {
    plan: {
      ...actions,
      details: { ...Object.fromEntries(kept), ...actions.templateData },
      overrides: {
        ...(title !== undefined && { title }),
        ...(message !== undefined && { message }),
        ...(actionUrl !== undefined && { actionUrl }),
        ...(expiresAt !== undefined && { expiresAt }),
      },
    },
  }
}
