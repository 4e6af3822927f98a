import type { EventPlan } from './plan.js'

// Within a segment members leave audiences, then others join, then audiences are told.
const LEAVE = 1
const JOIN = 2
const TELL = 3

function stepsOf({
  leftAudiences = [],
  joinedAudiences = [],
  notifications = [],
}: EventPlan): number[] {
  return [
    ...(leftAudiences.length > 0 ? [LEAVE] : []),
    ...(joinedAudiences.length > 0 ? [JOIN] : []),
    ...(notifications.some(({ to }) => 'audience' in to) ? [TELL] : []),
  ]
}

/**
 * Cuts a batch into parts that can each be written at once and still mean what the events say in
 * their order: who enrols after a lesson came out does not see it.
 */
export function segmentsOf<T extends { readonly plan: EventPlan }>(events: readonly T[]): T[][] {
  const segments: T[][] = []
  let reached = Infinity
  for (const event of events) {
    const steps = stepsOf(event.plan)
    const isRemoval = event.plan.removedMember !== undefined
    if (isRemoval || reached === Infinity || Math.min(...steps) < reached) {
      segments.push([event])
      // Nothing stands in one part with a removal.
      reached = isRemoval ? Infinity : Math.max(0, ...steps)
    } else {
      segments.at(-1)?.push(event)
      reached = Math.max(reached, ...steps)
    }
  }
  return segments
}
