import { readThreads, saveComments, type Threads } from '../storage/comments.js'
import type { Database, Transaction } from '../storage/database.js'
import { readRecipients } from '../storage/directory.js'
import {
  claimEvents,
  eventName,
  type NewEvent,
  readEffects,
  saveEffects,
} from '../storage/events.js'
import { lockPlatform } from '../storage/platforms.js'
import type { Change } from './change.js'
import { deliver, type Delivered, type DeliveryContext, type Draft } from './deliver.js'
import { type DirectoryChanges, updateDirectory } from './directory-changes.js'
import type { Effect, ReportedEffect } from '../storage/effects.js'
import type { EventPlan } from './plan.js'
import { recipientsOf } from './recipients.js'
import { firstOfEach, partsInOrder } from './batch-order.js'
import { readSettings } from './settings.js'

/** An event with the plan of its effects. */
export interface PlannedEvent extends NewEvent {
  readonly plan: EventPlan
}

/** The result of a batch of events. */
export interface Ingested {
  readonly effects: readonly ReportedEffect[]
  readonly change: Change
}

/**
 * Processes a batch of events, all or none. Their effects are committed when the promise resolves.
 * An event that was processed before has no further effect, whatever its content is now.
 */
export async function ingest(
  database: Database,
  platform: string,
  events: readonly PlannedEvent[],
  nowMs: number,
): Promise<Ingested> {
  if (events.length === 0) return { effects: [], change: { platform, members: [] } }
  return database.transaction(platform, async (transaction) => {
    const claimed = await claimEvents(transaction, platform, firstOfEach(events))
    const fresh = firstOfEach(events).filter((event) => claimed.has(eventName(event)))
    const known = await knownOf(transaction, platform, fresh)
    if (fresh.some(({ plan }) => needsLock(plan, known))) await lockPlatform(transaction, platform)
    const settings = await readSettings(transaction, platform)
    const delivery = { transaction, platform, settings, nowMs }
    const results: SegmentResult[] = []
    // One after the other: each segment finds the directory as the one before left it. `perform`
    // also updates `known`, with the members that the segment registered or removed.
    for (const segment of partsInOrder(fresh)) results.push(await perform(delivery, segment, known))
    const effects = new Map(results.flatMap((result) => [...result.effects]))
    const recorded = fresh.map((event) => ({
      source: event.source,
      id: event.id,
      effects: effects.get(eventName(event)) ?? [],
    }))
    if (recorded.length > 0) await saveEffects(transaction, platform, recorded)
    const repeated = events.filter((event) => !claimed.has(eventName(event)))
    const earlier =
      repeated.length > 0 ? await readEffects(transaction, platform, repeated) : new Map()
    return { effects: report(events, effects, earlier), change: changeOf(platform, results) }
  })
}

/** Returns the members that the directory knows, among those that some events name. */
async function knownOf(
  transaction: Transaction,
  platform: string,
  events: readonly PlannedEvent[],
): Promise<Set<string>> {
  const named = events.flatMap(({ plan: { memberUpdates = [], mentionedMembers = [] } }) => [
    ...memberUpdates,
    ...mentionedMembers,
  ])
  const members = [...new Set(named.map(({ member }) => member))]
  return new Set((await readRecipients(transaction, platform, members)).keys())
}

/**
 * Whether an event changes data that the whole platform shares. The platform is always locked
 * before any inbox, so that two writers cannot deadlock.
 */
const needsLock = (plan: EventPlan, known: ReadonlySet<string>): boolean =>
  plan.comment !== undefined ||
  plan.removedMember !== undefined ||
  [plan.memberUpdates, plan.joinedAudiences, plan.leftAudiences].some(
    (list) => list && list.length > 0,
  ) ||
  plan.mentionedMembers?.some(({ member }) => !known.has(member)) === true ||
  plan.notifications?.some(({ to }) => 'audience' in to) === true

type Effects = ReadonlyMap<string, readonly Effect[]>

/**
 * Returns the effects of all events of a batch, in its order. An event that was processed in an
 * earlier batch, or earlier in this one, is reported as repeated.
 *
 * @param made - the effects of the events that were new
 * @param earlier - the effects of the events that were processed in an earlier batch
 */
function report(
  events: readonly PlannedEvent[],
  made: Effects,
  earlier: Effects,
): ReportedEffect[] {
  const reported = new Set<string>()
  return events.flatMap((event) => {
    const name = eventName(event)
    const repeated = earlier.has(name) || reported.has(name)
    reported.add(name)
    const effects = made.get(name) ?? earlier.get(name) ?? []
    return effects.map((effect) => ({
      event: event.id,
      ...effect,
      ...(repeated && { repeated: true as const }),
    }))
  })
}

/** The effects of one segment of a batch. */
interface SegmentResult {
  readonly effects: Effects
  readonly members: Change['members']
  readonly removed: readonly string[]
  readonly expiresAt: string | undefined
}

/**
 * Writes the effects of events. The directory comes first, because it decides which members are
 * recipients.
 *
 * @param known - the members that the directory knows, among those that the batch names; the
 *   function updates it
 */
async function perform(
  delivery: DeliveryContext,
  events: readonly PlannedEvent[],
  known: Set<string>,
): Promise<SegmentResult> {
  const { transaction, platform } = delivery
  const plans = events.map(({ plan }) => plan)
  // This updates `known`.
  const changes = await updateDirectory(transaction, platform, plans, known)
  const comments = plans.flatMap(({ comment }) => comment ?? [])
  const threads = await readThreads(transaction, platform, comments)
  const drafts: Draft[][] = []
  for (const plan of plans) {
    drafts.push(draftsOf(plan, threads))
    // Later comments of the batch find this one, and notify its author.
    if (plan.comment) threads.add(plan.comment)
  }
  await saveComments(transaction, platform, comments)
  const delivered = await deliver(delivery, drafts.flat())
  return {
    effects: effectsOf(events, drafts, changes, delivered),
    members: delivered.members,
    removed: plans.flatMap(({ removedMember }) => removedMember ?? []),
    expiresAt: delivered.expiresAt,
  }
}

/** Returns the notifications of one event, one for each recipient. */
function draftsOf(plan: EventPlan, threads: Threads): Draft[] {
  const { notifications = [], details: data, overrides } = plan
  return notifications.flatMap(({ type, to }) =>
    recipientsOf(to, plan, threads).map((recipient) => ({ type, data, overrides, to: recipient })),
  )
}

/** Returns the effects of each event, by {@link eventName}. */
function effectsOf(
  events: readonly PlannedEvent[],
  drafts: readonly (readonly Draft[])[],
  changes: DirectoryChanges,
  delivered: Delivered,
): Effects {
  // `delivered.effects` has one effect for each draft, in the order of the events.
  let next = 0
  return new Map(
    events.map((event, index) => {
      const { plan } = event
      const start = next
      next += drafts[index]?.length ?? 0
      const effects: Effect[] = [
        // Each change of the directory is returned once, for the first event that names it, so the
        // calls have to follow the order of the events.
        ...changes.effectsOf(plan),
        ...delivered.effects.slice(start, next),
        ...(plan.emails ?? []).map((email): Effect => ({
          kind: 'email',
          ...email,
          email: 'not configured',
        })),
      ]
      if (plan.noneReason) effects.push({ kind: 'none', reason: plan.noneReason })
      if (effects.length === 0) effects.push({ kind: 'none', reason: 'nothing to do' })
      return [eventName(event), effects]
    }),
  )
}

/** Combines the changes of all segments, for the open streams. */
function changeOf(platform: string, parts: readonly SegmentResult[]): Change {
  const isShared = parts.some(({ members }) => members === 'all')
  return {
    platform,
    members: isShared
      ? 'all'
      : parts.flatMap(({ members }) => (members === 'all' ? [] : [...members])),
    removed: parts.flatMap(({ removed }) => removed),
    expiresAt: parts
      .flatMap(({ expiresAt }) => expiresAt ?? [])
      .sort()
      .at(0),
  }
}
