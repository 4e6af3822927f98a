import { describeType } from 'belfry/protocol'
import { v7 as uuidv7 } from 'uuid'
import type { Database, Transaction } from '../storage/database.js'
import { joinAudiences, type Membership, readLocales, saveMembers } from '../storage/directory.js'
import {
  claimEvents,
  eventName,
  type NewEvent,
  readEffects,
  saveEffects,
} from '../storage/events.js'
import {
  addBroadcasts,
  addNotifications,
  type NewBroadcast,
  type NewNotification,
} from '../storage/notifications.js'
import { lockPlatform } from '../storage/platforms.js'
import type { Effect, ReportedEffect } from './effects.js'
import type { EventPlan } from './events.js'
import { matchLocale } from './locales.js'
import { renderContent, renderContents } from './render.js'

/** An event that was understood. */
export interface PlannedEvent extends NewEvent {
  readonly plan: EventPlan
}

/** Whose pages have something new. */
export interface Change {
  readonly platform: string
  /** Members whose own inbox changed; `'all'` where a broadcast was written. */
  readonly members: readonly string[] | 'all'
}

/** What came of a batch. */
export interface Ingested {
  readonly effects: readonly ReportedEffect[]
  readonly change: Change
}

/**
 * Takes events in, all or none: what they make is on disk when this returns. An event that was
 * taken before makes nothing again, whatever it says now.
 */
export async function ingest(
  database: Database,
  platform: string,
  events: readonly PlannedEvent[],
): Promise<Ingested> {
  if (events.length === 0) return { effects: [], change: { platform, members: [] } }
  return database.transaction(platform, async (transaction) => {
    const claimed = await claimEvents(transaction, platform, firstOfEach(events))
    const fresh = firstOfEach(events).filter((event) => claimed.has(eventName(event)))
    const made = await perform(transaction, platform, fresh)
    const old = events.filter((event) => !claimed.has(eventName(event)))
    const before = old.length > 0 ? await readEffects(transaction, platform, old) : new Map()
    return { effects: report(events, made.effects, before), change: made.change }
  })
}

/** A batch may hold an event twice: the second is a repetition of the first. */
const firstOfEach = (events: readonly PlannedEvent[]): PlannedEvent[] =>
  [...new Map([...events].reverse().map((event) => [eventName(event), event])).values()].reverse()

type Effects = ReadonlyMap<string, readonly Effect[]>

function report(events: readonly PlannedEvent[], made: Effects, before: Effects): ReportedEffect[] {
  const told = new Set<string>()
  return events.flatMap((event) => {
    const name = eventName(event)
    const repeated = before.has(name) || told.has(name)
    told.add(name)
    const effects = made.get(name) ?? before.get(name) ?? []
    return effects.map((effect) => ({
      event: event.id,
      ...effect,
      ...(repeated && { repeated: true as const }),
    }))
  })
}

/** Writes what new events mean: first the directory, which decides who gets what. */
async function perform(
  transaction: Transaction,
  platform: string,
  events: readonly PlannedEvent[],
): Promise<{ effects: Effects; change: Change }> {
  const directory = await updateDirectory(transaction, platform, events)
  const outgoing = events.map((event) => address(event, directory))
  const notifications = outgoing.flatMap((out) => out.notifications)
  const broadcasts = outgoing.flatMap((out) => out.broadcasts)
  await addBroadcasts(transaction, platform, broadcasts)
  await addNotifications(transaction, platform, notifications)
  const changes = changesOf(directory)
  const effects = events.map((event, index) => ({
    source: event.source,
    id: event.id,
    effects: effectsOf(event, changes, outgoing[index] ?? nothing),
  }))
  if (effects.length > 0) await saveEffects(transaction, platform, effects)
  return {
    effects: new Map(effects.map((entry) => [eventName(entry), entry.effects])),
    change: {
      platform,
      members: broadcasts.length > 0 ? 'all' : notifications.map(({ member }) => member),
    },
  }
}

interface Directory {
  readonly locales: ReadonlyMap<string, string | null>
  readonly registered: ReadonlySet<string>
  readonly joined: readonly Membership[]
}

async function updateDirectory(
  transaction: Transaction,
  platform: string,
  events: readonly PlannedEvent[],
): Promise<Directory> {
  const facts = events.flatMap(({ plan }) => plan.members)
  const joins = events.flatMap(({ plan }) => plan.joins)
  const members = [...new Set(facts.map(({ member }) => member))]
  const known = await readLocales(transaction, platform, members)
  const told = members.flatMap((member) => {
    // One row for each member, with all that the batch tells: a statement may touch a row once.
    const merged = facts
      .filter((fact) => fact.member === member)
      .reduce((all, fact) => ({ ...all, ...fact }))
    return known.has(member) && Object.keys(merged).length === 1 ? [] : [merged]
  })
  const broadcasts = events.some(({ plan }) =>
    plan.notifications.some(({ to }) => 'audience' in to),
  )
  // The platform before the inboxes, always: two writers cannot wait for each other.
  if (told.length > 0 || joins.length > 0 || broadcasts) await lockPlatform(transaction, platform)
  const registered =
    told.length > 0 ? await saveMembers(transaction, platform, told) : new Set<string>()
  const joined = joins.length > 0 ? await joinAudiences(transaction, platform, joins) : []
  return {
    locales: told.length > 0 ? await readLocales(transaction, platform, members) : known,
    registered,
    joined,
  }
}

interface Outgoing {
  readonly notifications: readonly NewNotification[]
  readonly broadcasts: readonly NewBroadcast[]
}

const nothing: Outgoing = { notifications: [], broadcasts: [] }

function address({ plan }: PlannedEvent, { locales }: Directory): Outgoing {
  const createdAt = new Date().toISOString()
  const notifications: NewNotification[] = []
  const broadcasts: NewBroadcast[] = []
  for (const notification of plan.notifications) {
    const { to, type } = notification
    const common = { id: uuidv7(), category: describeType(type).category, createdAt }
    if ('member' in to) {
      const locale = matchLocale(locales.get(to.member))
      const content = renderContent(notification, plan, locale)
      notifications.push({ ...common, member: to.member, content })
    } else {
      const { audience, exclude = [] } = to
      broadcasts.push({
        ...common,
        audience,
        exclude,
        contents: renderContents(notification, plan),
      })
    }
  }
  return { notifications, broadcasts }
}

function effectsOf({ plan }: PlannedEvent, changes: DirectoryChanges, out: Outgoing): Effect[] {
  const effects: Effect[] = [
    ...plan.members.flatMap(({ member, ...facts }): Effect[] => {
      if (changes.takeRegistered(member))
        return [{ kind: 'directory', member, change: 'registered' }]
      const isUpdate = Object.keys(facts).length > 0
      return isUpdate ? [{ kind: 'directory', member, change: 'updated' }] : []
    }),
    ...plan.joins
      .filter(changes.takeJoined)
      .map((join): Effect => ({ kind: 'directory', ...join, change: 'joined' })),
    ...out.notifications.map(({ id, member, content: { type } }): Effect => ({
      kind: 'notification',
      id,
      type,
      member,
    })),
    ...out.broadcasts.map(({ id, audience, contents }): Effect => ({
      kind: 'broadcast',
      id,
      type: contents.en.type,
      audience,
    })),
    ...plan.members.flatMap(({ member }): Effect[] =>
      plan.email ? [{ kind: 'email', template: plan.email, member, email: 'not configured' }] : [],
    ),
  ]
  return effects.length > 0 ? effects : [{ kind: 'none', reason: 'nothing to do' }]
}

/** What changed in the directory, to be told once each: by the first event that says so. */
interface DirectoryChanges {
  takeRegistered(member: string): boolean
  takeJoined(membership: Membership): boolean
}

function changesOf({ registered, joined }: Directory): DirectoryChanges {
  const nameOf = ({ member, audience }: Membership): string => `${member}\n${audience}`
  const members = new Set(registered)
  const memberships = new Set(joined.map(nameOf))
  return {
    takeRegistered: (member) => members.delete(member),
    takeJoined: (membership) => memberships.delete(nameOf(membership)),
  }
}
