import { type EventKey, eventName } from '../storage/events.js'
import type { EventPlan } from './plan.js'

// The order of steps in a segment: members leave audiences, then members join audiences, then
// audiences are notified.
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
 * Divides a batch into segments. The events of a segment can be written together with the
 * same result as one after the other: a member who enrols after a lesson was published does
 * not see that lesson.
 */
export function segmentsInOrder<T extends { readonly plan: EventPlan }>(
  events: readonly T[],
): T[][] {
  const segments: T[][] = []
  let reached = Infinity
  for (const event of events) {
    const steps = stepsOf(event.plan)
    const isRemoval = event.plan.removedMember !== undefined
    if (isRemoval || reached === Infinity || Math.min(...steps) < reached) {
      segments.push([event])
      // A removal is alone in its segment.
      reached = isRemoval ? Infinity : Math.max(0, ...steps)
    } else {
      segments.at(-1)?.push(event)
      reached = Math.max(reached, ...steps)
    }
  }
  return segments
}

/** Removes the repetitions of events from a batch. Each event keeps the place of its first. */
export function firstOfEach<T extends EventKey>(events: readonly T[]): T[] {
  const first = new Map<string, T>()
  for (const event of events) if (!first.has(eventName(event))) first.set(eventName(event), event)
  return [...first.values()]
}
