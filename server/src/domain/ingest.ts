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
import { firstOfEach, segmentsInOrder } from './batch-order.js'
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
    // If another transaction is processing one of the events, this waits for it.
    const newNames = await claimEvents(transaction, platform, firstOfEach(events))
    const newEvents = firstOfEach(events).filter((event) => newNames.has(eventName(event)))
    // This is read before the lock, because it decides whether the lock is needed. It may be out of
    // date afterwards, which does no harm: a member who was registered meanwhile is updated, and a
    // member who was removed meanwhile gets no notification.
    let known = await knownOf(transaction, platform, newEvents)
    const isLocking = newEvents.some(({ plan }) => needsLock(plan, known))
    if (isLocking) await lockPlatform(transaction, platform)
    const settings = await readSettings(transaction, platform)
    const delivery = { transaction, platform, settings, nowMs }
    const results: SegmentResult[] = []
    // A segment holds events that can be written together with the same result as one after the
    // other. Each segment finds the directory as the one before left it.
    for (const segment of segmentsInOrder(newEvents)) {
      const result = await perform(delivery, segment, known)
      known = result.known
      results.push(result)
    }
    const newEffects = new Map(results.flatMap(({ effects }) => [...effects]))
    const recorded = newEvents.map((event) => ({
      source: event.source,
      id: event.id,
      effects: newEffects.get(eventName(event)) ?? [],
    }))
    if (recorded.length > 0) await saveEffects(transaction, platform, recorded)
    const repeated = events.filter((event) => !newNames.has(eventName(event)))
    const earlier =
      repeated.length > 0 ? await readEffects(transaction, platform, repeated) : new Map()
    return { effects: report(events, newEffects, earlier), change: changeOf(platform, results) }
  })
}

/** Returns the members that the directory knows, among those that some events name. */
async function knownOf(
  transaction: Transaction,
  platform: string,
  events: readonly PlannedEvent[],
): Promise<ReadonlySet<string>> {
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
 * @param newEffects - the effects of the events that were new
 * @param earlier - the effects of the events that were processed in an earlier batch
 */
function report(
  events: readonly PlannedEvent[],
  newEffects: Effects,
  earlier: Effects,
): ReportedEffect[] {
  const reported = new Set<string>()
  return events.flatMap((event) => {
    const name = eventName(event)
    const repeated = earlier.has(name) || reported.has(name)
    reported.add(name)
    const effects = newEffects.get(name) ?? earlier.get(name) ?? []
    return effects.map((effect) => ({
      event: event.id,
      ...effect,
      ...(repeated && { repeated: true as const }),
    }))
  })
}

/** The effects of one segment of a batch. */
interface SegmentResult {
  /** The effects of each event, by {@link eventName}. */
  readonly effects: Effects
  /** The members that the directory knows now, among those that the batch names. */
  readonly known: ReadonlySet<string>
  readonly members: Change['members']
  readonly removed: readonly string[]
  /** The earliest expiry of the new notifications. */
  readonly expiresAt: string | undefined
}

/** An event with its notifications, one for each recipient. */
interface DraftedEvent {
  readonly event: PlannedEvent
  readonly drafts: readonly Draft[]
}

/**
 * Writes the effects of events. The directory comes first, because it decides which members are
 * recipients.
 *
 * @param known - the members that the directory knows, among those that the batch names
 */
async function perform(
  delivery: DeliveryContext,
  events: readonly PlannedEvent[],
  known: ReadonlySet<string>,
): Promise<SegmentResult> {
  const { transaction, platform } = delivery
  const plans = events.map(({ plan }) => plan)
  const changes = await updateDirectory(transaction, platform, plans, known)
  const comments = plans.flatMap(({ comment }) => comment ?? [])
  const threads = await readThreads(transaction, platform, comments)
  const drafted: DraftedEvent[] = []
  for (const event of events) {
    const { plan } = event
    drafted.push({ event, drafts: draftsOf(plan, threads) })
    // Later comments of the batch find this one, and notify its author.
    if (plan.comment) threads.add(plan.comment)
  }
  await saveComments(transaction, platform, comments)
  const delivered = await deliver(
    delivery,
    drafted.flatMap(({ drafts }) => drafts),
  )
  return {
    effects: effectsOf(drafted, changes, delivered),
    known: changes.known,
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
  drafted: readonly DraftedEvent[],
  changes: DirectoryChanges,
  delivered: Delivered,
): Effects {
  const effects = new Map<string, readonly Effect[]>()
  for (const { event, drafts } of drafted) {
    const { plan } = event
    const own: Effect[] = [
      // In the order of the events: each change is an effect of the first event that names it.
      ...changes.takeEffectsOf(plan),
      ...drafts.flatMap((draft) => delivered.effects.get(draft) ?? []),
      ...(plan.emails ?? []).map((plannedEmail): Effect => ({
        kind: 'email',
        ...plannedEmail,
        email: 'not configured',
      })),
    ]
    if (plan.noneReason) own.push({ kind: 'none', reason: plan.noneReason })
    if (own.length === 0) own.push({ kind: 'none', reason: 'nothing to do' })
    effects.set(eventName(event), own)
  }
  return effects
}

/** Combines the changes of all segments, for the streams and jobs that must react to them. */
function changeOf(platform: string, segments: readonly SegmentResult[]): Change {
  const isShared = segments.some(({ members }) => members === 'all')
  return {
    platform,
    members: isShared
      ? 'all'
      : segments.flatMap(({ members }) => (members === 'all' ? [] : [...members])),
    removed: segments.flatMap(({ removed }) => removed),
    expiresAt: segments
      .flatMap(({ expiresAt }) => expiresAt ?? [])
      .sort()
      .at(0),
  }
}
