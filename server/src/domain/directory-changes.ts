import type { Transaction } from '../storage/database.js'
import {
  joinAudiences,
  leaveAudiences,
  type MemberFacts,
  type Membership,
  readRemoved,
  removeMember,
  saveMembers,
} from '../storage/directory.js'
import type { Effect } from '../storage/effects.js'
import type { EventPlan } from './plan.js'

/** The changes that some events made in the directory. */
export interface DirectoryChanges {
  /** The members that the directory knows now, among those that the batch names. */
  readonly known: ReadonlySet<string>
  /**
   * Takes the changes that an event names out of the changes, and returns them as effects. Call it in
   * the order of the events: each change is an effect of the first event that names it.
   */
  takeEffectsOf(plan: EventPlan): Effect[]
}

/** Whether a plan may change the directory. */
const changesDirectory = ({
  memberUpdates,
  mentionedMembers,
  joinedAudiences,
  leftAudiences,
  removedMember,
}: EventPlan): boolean =>
  removedMember !== undefined ||
  [memberUpdates, mentionedMembers, joinedAudiences, leftAudiences].some(
    (list) => list && list.length > 0,
  )

/**
 * Updates the directory with some events. If they change anything, the caller holds the
 * platform's lock.
 *
 * A member who was erased returns when the host registers them, not when an old
 * event mentions them.
 *
 * @param knownBefore - the members that the directory knows, among those that the batch names
 */
export async function updateDirectory(
  transaction: Transaction,
  platform: string,
  plans: readonly EventPlan[],
  knownBefore: ReadonlySet<string>,
): Promise<DirectoryChanges> {
  if (!plans.some(changesDirectory)) return { known: knownBefore, takeEffectsOf: () => [] }
  const known = new Set(knownBefore)
  const gone = new Set<string>()
  for (const member of plans.flatMap(({ removedMember }) => removedMember ?? [])) {
    if (await removeMember(transaction, platform, member)) gone.add(member)
    known.delete(member)
  }
  const news = await factsToSave(transaction, platform, plans, known)
  const registered =
    news.length > 0 ? await saveMembers(transaction, platform, news) : new Set<string>()
  for (const { member } of news) known.add(member)
  const leftAudiences = plans.flatMap((plan) => plan.leftAudiences ?? [])
  const left =
    leftAudiences.length > 0 ? await leaveAudiences(transaction, platform, leftAudiences) : []
  const joinedAudiences = plans.flatMap((plan) => plan.joinedAudiences ?? [])
  const joined =
    joinedAudiences.length > 0 ? await joinAudiences(transaction, platform, joinedAudiences) : []
  return { known, takeEffectsOf: takeOnce({ gone, registered, left, joined }) }
}

/**
 * Returns the member data to write, with one entry for each member, because a statement may change
 * a row only once.
 */
async function factsToSave(
  transaction: Transaction,
  platform: string,
  plans: readonly EventPlan[],
  known: ReadonlySet<string>,
): Promise<MemberFacts[]> {
  const memberUpdates = plans.flatMap((plan) => plan.memberUpdates ?? [])
  const unknown = plans
    .flatMap((plan) => plan.mentionedMembers ?? [])
    .filter(({ member }) => !known.has(member))
  const removed = await readRemoved(
    transaction,
    platform,
    unknown.map(({ member }) => member),
  )
  const merged = new Map<string, MemberFacts>()
  // Data from a member update overrides data from a mention.
  for (const facts of [...unknown.filter(({ member }) => !removed.has(member)), ...memberUpdates])
    merged.set(facts.member, { ...merged.get(facts.member), ...facts })
  return [...merged.values()]
}

interface Changed {
  readonly gone: ReadonlySet<string>
  readonly registered: ReadonlySet<string>
  readonly left: readonly Membership[]
  readonly joined: readonly Membership[]
}

function takeOnce({ gone, registered, left, joined }: Changed): DirectoryChanges['takeEffectsOf'] {
  const nameOf = ({ member, audience }: Membership): string => `${member}\n${audience}`
  const registeredNow = new Set(registered)
  const leftNow = new Set(left.map(nameOf))
  const joinedNow = new Set(joined.map(nameOf))
  const change = (member: string, word: 'registered' | 'updated' | 'removed'): Effect => ({
    kind: 'directory',
    member,
    change: word,
  })
  return ({
    memberUpdates = [],
    mentionedMembers = [],
    leftAudiences = [],
    joinedAudiences = [],
    removedMember,
  }) => [
    ...(removedMember !== undefined && gone.has(removedMember)
      ? [change(removedMember, 'removed')]
      : []),
    ...memberUpdates.map(({ member }) =>
      change(member, registeredNow.delete(member) ? 'registered' : 'updated'),
    ),
    ...mentionedMembers
      .filter(({ member }) => registeredNow.delete(member))
      .map(({ member }) => change(member, 'registered')),
    ...leftAudiences
      .filter((membership) => leftNow.delete(nameOf(membership)))
      .map((membership): Effect => ({ kind: 'directory', ...membership, change: 'left' })),
    ...joinedAudiences
      .filter((membership) => joinedNow.delete(nameOf(membership)))
      .map((membership): Effect => ({ kind: 'directory', ...membership, change: 'joined' })),
  ]
}
