import type { Transaction } from '../storage/database.js'
import { readRemoved, saveMembers } from '../storage/directory.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { lockPlatform, platformExists } from '../storage/platforms.js'

/** The platform that a token names does not exist here. */
export class UnknownPlatformError extends Error {
  override readonly name = 'UnknownPlatformError'
}

/** The member was erased, and the host has not registered them since. */
export class MemberRemovedError extends Error {
  override readonly name = 'MemberRemovedError'
}

/**
 * Gives a member an inbox who comes with a good token before any event told of them.
 *
 * @throws {UnknownPlatformError}
 * @throws {MemberRemovedError}
 */
export async function registerMember(
  transaction: Transaction,
  { platform, member }: InboxKey,
): Promise<void> {
  if (!(await platformExists(transaction, platform))) throw new UnknownPlatformError(platform)
  await lockPlatform(transaction, platform)
  const removed = await readRemoved(transaction, platform, [member])
  if (removed.size > 0) throw new MemberRemovedError(member)
  await saveMembers(transaction, platform, [{ member }])
}
